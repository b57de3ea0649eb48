-- When a session's numbers were last worked out, and since when its outcomes are missing or old: milliseconds since
-- 1970. A session is analysed when it was quiet for a while, or has waited for long. Null: before anybody noted it.
ALTER TABLE unanalyzed_sessions ADD COLUMN changed_epoch_millis BIGINT;
ALTER TABLE unanalyzed_sessions ADD COLUMN since_epoch_millis BIGINT;
