-- A model call without a path is where the request inside of it says to be: sessions with such a request are worked out anew.
INSERT INTO stale_sessions
SELECT DISTINCT coalesce(s.session_id, t.session_id, replace(s.trace_id::VARCHAR, '-', ''))
FROM spans s
JOIN spans c ON c.trace_id = s.trace_id AND c.parent_span_id = s.span_id
JOIN traces t ON t.trace_id = s.trace_id
WHERE s.operation IN ('LLM', 'EMBEDDING', 'RERANKER') AND s.path IS NULL
  AND c.operation = 'OTHER' AND c.path IS NOT NULL
  AND coalesce(s.session_id, t.session_id, replace(s.trace_id::VARCHAR, '-', '')) NOT IN (SELECT session_id FROM stale_sessions);
