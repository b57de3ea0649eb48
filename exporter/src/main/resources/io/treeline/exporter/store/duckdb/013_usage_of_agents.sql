-- An agent's usage counts where nothing below it reports any: sessions with such an agent are worked out anew.
INSERT INTO stale_sessions
SELECT DISTINCT coalesce(s.session_id, t.session_id, replace(s.trace_id::VARCHAR, '-', ''))
FROM spans s JOIN traces t ON t.trace_id = s.trace_id
WHERE s.operation = 'AGENT' AND (s.input_tokens IS NOT NULL OR s.output_tokens IS NOT NULL)
  AND coalesce(s.session_id, t.session_id, replace(s.trace_id::VARCHAR, '-', '')) NOT IN (SELECT session_id FROM stale_sessions);
