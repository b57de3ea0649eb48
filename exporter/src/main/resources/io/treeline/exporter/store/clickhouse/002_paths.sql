-- What each session did where, as of when it was last analysed: one row for each place of its path tree. In all
-- three tables those count whose "kept" is the session's: rows of an earlier analysis stay until they are merged away.
-- shard: cityHash64(session_id)
CREATE TABLE IF NOT EXISTS {database}.session_places (
  project LowCardinality(String),
  session_id String,
  number Int32,
  path LowCardinality(String),
  kind LowCardinality(Nullable(String)),
  visits Int64,
  failed Int64,
  recovered Int64,
  visit_nanos Array(Int64) CODEC(ZSTD),
  critical_nanos Int64,
  self_input_tokens Nullable(Int64),
  self_output_tokens Nullable(Int64),
  self_cost_usd Nullable(Decimal(38, 18)) CODEC(ZSTD),
  input_tokens Nullable(Int64),
  output_tokens Nullable(Int64),
  cost_usd Nullable(Decimal(38, 18)) CODEC(ZSTD),
  llm_calls Int64,
  tool_calls Int64,
  unpriced_calls Int64,
  longest_trace_id FixedString(16),
  longest_span_id FixedString(8),
  kept UInt64
) ENGINE = ReplacingMergeTree(kept)
ORDER BY (project, session_id, number);

-- What came next under a place; null before the first branch and after the last.
-- shard: cityHash64(session_id)
CREATE TABLE IF NOT EXISTS {database}.session_steps (
  project LowCardinality(String),
  session_id String,
  number Int32,
  path LowCardinality(String),
  from_path LowCardinality(Nullable(String)),
  to_path LowCardinality(Nullable(String)),
  times Int64,
  kept UInt64
) ENGINE = ReplacingMergeTree(kept)
ORDER BY (project, session_id, number);

-- What went wrong or took more than it should.
-- shard: cityHash64(session_id)
CREATE TABLE IF NOT EXISTS {database}.session_findings (
  project LowCardinality(String),
  session_id String,
  number Int32,
  kind LowCardinality(String),
  path LowCardinality(String),
  subject LowCardinality(String),
  trace_id FixedString(16),
  span_id FixedString(8),
  times Int64,
  nanos Int64,
  input_tokens Nullable(Int64),
  output_tokens Nullable(Int64),
  cost_usd Nullable(Decimal(38, 18)) CODEC(ZSTD),
  kept UInt64
) ENGINE = ReplacingMergeTree(kept)
ORDER BY (project, session_id, number);
