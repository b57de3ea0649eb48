-- Calls there and below whose tokens were counted from their text.
ALTER TABLE session_places ADD COLUMN estimated_calls BIGINT DEFAULT 0;

-- Only sessions that have such a call are analysed anew.
INSERT OR REPLACE INTO unanalyzed_sessions (session_id, revision)
SELECT DISTINCT coalesce(s.session_id, t.session_id), nextval('analysis_revisions')
FROM spans s JOIN traces t ON t.trace_id = s.trace_id
WHERE s.usage_source LIKE 'estimated:%';
