-- Calls there and below whose tokens were counted from their text.
ALTER TABLE {database}.session_places ADD COLUMN IF NOT EXISTS estimated_calls Int64 DEFAULT 0;

-- Sessions that have such a call are worked out anew.
INSERT INTO {database}.trace_changes (project, change_id, trace_id)
SELECT DISTINCT project, toUUID('00000000-0000-4000-8000-000000000004'), trace_id
FROM {database}.spans WHERE startsWith(ifNull(usage_source, ''), 'estimated:');
