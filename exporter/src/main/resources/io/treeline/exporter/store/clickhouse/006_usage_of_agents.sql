-- An agent's usage counts where nothing below it reports any: sessions with such an agent are worked out anew.
INSERT INTO {database}.trace_changes (project, change_id, trace_id)
SELECT DISTINCT project, toUUID('00000000-0000-4000-8000-000000000006'), trace_id
FROM {database}.spans
WHERE operation = 'AGENT' AND (input_tokens IS NOT NULL OR output_tokens IS NOT NULL);
