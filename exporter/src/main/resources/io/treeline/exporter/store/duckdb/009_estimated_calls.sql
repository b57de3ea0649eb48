-- Calls that own usage and whose tokens were counted from their text.
ALTER TABLE sessions ADD COLUMN estimated_calls BIGINT DEFAULT 0;

-- Only sessions that have such a call are worked out anew.
INSERT INTO stale_sessions
SELECT DISTINCT coalesce(s.session_id, t.session_id)
FROM spans s JOIN traces t ON t.trace_id = s.trace_id
WHERE s.usage_source LIKE 'estimated:%'
  AND coalesce(s.session_id, t.session_id) NOT IN (SELECT session_id FROM stale_sessions);
