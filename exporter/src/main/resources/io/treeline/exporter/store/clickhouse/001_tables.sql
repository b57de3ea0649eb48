-- Every table starts with the project: no key, no index and no query goes without it.
-- Ids are the bytes that their hexadecimal digits spell, so they sort alike. What is written again is
-- another row with the same key; the row with the greatest version is the one that is read.
-- On a cluster each table becomes a replicated one on every shard, and a distributed one in front:
-- "shard" says what decides where a row goes.

-- shard: cityHash64(trace_id)
CREATE TABLE IF NOT EXISTS {database}.spans (
  project LowCardinality(String),
  trace_id FixedString(16),
  span_id FixedString(8),
  parent_span_id Nullable(FixedString(8)),
  name LowCardinality(String),
  kind LowCardinality(String),
  start_epoch_nanos Int64 CODEC(Delta, ZSTD),
  end_epoch_nanos Nullable(Int64) CODEC(Delta, ZSTD),
  status LowCardinality(String),
  status_message Nullable(String) CODEC(ZSTD),
  error_type LowCardinality(Nullable(String)),
  error_source LowCardinality(Nullable(String)),
  service LowCardinality(String),
  session_id Nullable(String) CODEC(ZSTD),
  session_id_source LowCardinality(Nullable(String)),
  conversation_id Nullable(String) CODEC(ZSTD),
  session_name LowCardinality(Nullable(String)),
  raw_path LowCardinality(Nullable(String)),
  path LowCardinality(Nullable(String)),
  user_id Nullable(String) CODEC(ZSTD),
  properties Map(String, String) CODEC(ZSTD),
  tags Array(String) CODEC(ZSTD),
  operation LowCardinality(String),
  operation_name LowCardinality(Nullable(String)),
  provider LowCardinality(Nullable(String)),
  request_model LowCardinality(Nullable(String)),
  response_model LowCardinality(Nullable(String)),
  response_id Nullable(String) CODEC(ZSTD),
  finish_reasons Array(LowCardinality(String)),
  agent_name LowCardinality(Nullable(String)),
  agent_id Nullable(String) CODEC(ZSTD),
  tool_name LowCardinality(Nullable(String)),
  tool_call_id Nullable(String) CODEC(ZSTD),
  tool_arguments_hash Nullable(Int64),
  tool_result_hash Nullable(Int64),
  empty_result Bool,
  input_tokens Nullable(Int64),
  output_tokens Nullable(Int64),
  cache_read_tokens Nullable(Int64),
  cache_write_tokens Nullable(Int64),
  reasoning_tokens Nullable(Int64),
  cache_write_hour_tokens Nullable(Int64),
  input_audio_tokens Nullable(Int64),
  output_audio_tokens Nullable(Int64),
  cache_read_audio_tokens Nullable(Int64),
  input_image_tokens Nullable(Int64),
  usage_source LowCardinality(Nullable(String)),
  cost_usd Nullable(Decimal(38, 18)) CODEC(ZSTD),
  cost_source LowCardinality(Nullable(String)),
  reported_cost_usd Nullable(Decimal(38, 18)) CODEC(ZSTD),
  reported_cost_source LowCardinality(Nullable(String)),
  time_to_first_chunk_nanos Nullable(Int64),
  scope_name LowCardinality(Nullable(String)),
  scope_version LowCardinality(Nullable(String)),
  scope_attributes String CODEC(ZSTD),
  resource_attributes String CODEC(ZSTD),
  attributes String CODEC(ZSTD),
  events String CODEC(ZSTD),
  links String CODEC(ZSTD),
  dialect LowCardinality(String),
  -- What was said: texts in table content, by field (see ContentFields), in order.
  part_fields Array(UInt8) CODEC(ZSTD),
  part_hashes Array(FixedString(16)) CODEC(ZSTD),
  -- See SpanVersion.
  version UInt64,
  INDEX by_start start_epoch_nanos TYPE minmax GRANULARITY 1
) ENGINE = ReplacingMergeTree(version)
PARTITION BY intDiv(start_epoch_nanos, 604800000000000)
ORDER BY (project, trace_id, span_id)
SETTINGS non_replicated_deduplication_window = 1000;

-- Texts that people and models wrote, each once. A text that is said again is written again at most
-- once a day, so that its age is that of its last use.
-- shard: cityHash64(hash)
CREATE TABLE IF NOT EXISTS {database}.content (
  project LowCardinality(String),
  hash FixedString(16),
  text String CODEC(ZSTD(3)),
  -- Its distinct words, folded as TextQuery folds them.
  words Array(String) CODEC(ZSTD),
  seen DateTime DEFAULT now(),
  INDEX by_word words TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = ReplacingMergeTree(seen)
ORDER BY (project, hash)
SETTINGS index_granularity = 256, index_granularity_bytes = 1048576;

-- Which traces may hold spans of a session. Pairs are never taken away, so some lead nowhere.
-- shard: cityHash64(trace_id)
CREATE TABLE IF NOT EXISTS {database}.session_traces (
  project LowCardinality(String),
  session_id String,
  trace_id FixedString(16)
) ENGINE = ReplacingMergeTree()
ORDER BY (project, session_id, trace_id);

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.session_traces_of_spans TO {database}.session_traces AS
SELECT DISTINCT project, assumeNotNull(session_id) AS session_id, trace_id
FROM {database}.spans
WHERE session_id IS NOT NULL;

-- Which traces were written to, after they were: what hangs on them is worked out anew. See CatchUp.
-- shard: cityHash64(trace_id)
CREATE TABLE IF NOT EXISTS {database}.trace_changes (
  project LowCardinality(String),
  changed DateTime64(6) DEFAULT now64(6),
  change_id UUID,
  trace_id FixedString(16)
) ENGINE = MergeTree()
ORDER BY (project, changed, change_id)
TTL toDateTime(changed) + INTERVAL 30 DAY;

-- Up to when all changes are worked out.
-- shard: cityHash64(project)
CREATE TABLE IF NOT EXISTS {database}.watermarks (
  project LowCardinality(String),
  worked_out DateTime64(6)
) ENGINE = ReplacingMergeTree(worked_out)
ORDER BY project;

-- The session that spans of a trace belong to which have none of their own.
-- shard: cityHash64(trace_id)
CREATE TABLE IF NOT EXISTS {database}.traces (
  project LowCardinality(String),
  trace_id FixedString(16),
  session_id String,
  session_id_source LowCardinality(String),
  first_start_epoch_nanos Int64,
  last_start_epoch_nanos Int64,
  as_of UInt64
) ENGINE = ReplacingMergeTree(as_of)
ORDER BY (project, trace_id);

-- Numbers of each session, as SessionRow defines them; see SessionSummary.
-- shard: cityHash64(session_id)
CREATE TABLE IF NOT EXISTS {database}.sessions (
  project LowCardinality(String),
  session_id String,
  session_id_source LowCardinality(String),
  name Nullable(String),
  derived_name String,
  start_epoch_nanos Int64,
  end_epoch_nanos Nullable(Int64),
  seen_until_epoch_nanos Int64,
  active_nanos Int64,
  status LowCardinality(String),
  spans Int64,
  llm_calls Int64,
  tool_calls Int64,
  errors Int64,
  input_tokens Nullable(Int64),
  output_tokens Nullable(Int64),
  cache_read_tokens Nullable(Int64),
  cache_write_tokens Nullable(Int64),
  reasoning_tokens Nullable(Int64),
  cost_usd Nullable(Decimal(38, 18)),
  unpriced_calls Int64,
  models Array(String),
  users Array(String),
  services Array(String),
  property_names Array(String),
  property_values Array(String),
  -- Spans whose usage is counted elsewhere, with the rule and the span that counts.
  suppressed_traces Array(FixedString(16)),
  suppressed_spans Array(FixedString(8)),
  suppressed_rules Array(String),
  suppressed_by Array(FixedString(8)),
  -- Of the spans that the numbers were worked out from.
  digest Int64,
  -- Microseconds of the engine's clock before the spans were read.
  as_of UInt64,
  is_deleted UInt8,
  INDEX by_start start_epoch_nanos TYPE minmax GRANULARITY 1
) ENGINE = ReplacingMergeTree(as_of, is_deleted)
ORDER BY (project, session_id);

-- Properties that spans were given after they were stored. They stand in the spans too; kept to be put back.
-- shard: cityHash64(trace_id)
CREATE TABLE IF NOT EXISTS {database}.added_properties (
  project LowCardinality(String),
  trace_id FixedString(16),
  span_id FixedString(8),
  name String,
  value String,
  version UInt64
) ENGINE = ReplacingMergeTree(version)
ORDER BY (project, trace_id, span_id, name);

-- shard: cityHash64(session_id)
CREATE TABLE IF NOT EXISTS {database}.session_tags (
  project LowCardinality(String),
  session_id String,
  tag String,
  version UInt64
) ENGINE = ReplacingMergeTree(version)
ORDER BY (project, session_id);

-- shard: cityHash64(trace_id)
CREATE TABLE IF NOT EXISTS {database}.span_logs (
  project LowCardinality(String),
  trace_id FixedString(16),
  span_id FixedString(8),
  log_id FixedString(16),
  -- 0 when the sender gave none.
  epoch_nanos Int64,
  position Int32,
  severity_number Nullable(Int32),
  severity_text LowCardinality(Nullable(String)),
  event_name LowCardinality(Nullable(String)),
  body Nullable(String) CODEC(ZSTD),
  attributes String CODEC(ZSTD),
  service LowCardinality(String),
  scope_name LowCardinality(Nullable(String)),
  input_messages Nullable(String) CODEC(ZSTD),
  output_messages Nullable(String) CODEC(ZSTD),
  system_instructions Nullable(String) CODEC(ZSTD),
  tool_definitions Nullable(String) CODEC(ZSTD)
) ENGINE = ReplacingMergeTree()
ORDER BY (project, trace_id, span_id, log_id)
SETTINGS non_replicated_deduplication_window = 1000;

-- shard: cityHash64(score_id)
CREATE TABLE IF NOT EXISTS {database}.scores (
  project LowCardinality(String),
  score_id String,
  name LowCardinality(String),
  value_type LowCardinality(String),
  number Nullable(Float64),
  label Nullable(String),
  source LowCardinality(String),
  comment Nullable(String) CODEC(ZSTD),
  epoch_nanos Int64,
  target LowCardinality(String),
  trace_id Nullable(FixedString(16)),
  span_id Nullable(FixedString(8)),
  session_id Nullable(String),
  session_name Nullable(String),
  path Nullable(String),
  response_id Nullable(String),
  metadata String CODEC(ZSTD),
  version UInt64,
  is_deleted UInt8
) ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (project, score_id);

-- What the analysis of each session found, as of when it was last analysed.
-- shard: cityHash64(session_id)
CREATE TABLE IF NOT EXISTS {database}.session_outcomes (
  project LowCardinality(String),
  session_id String,
  version Int32,
  recovery_nanos Int64,
  recovery_cost_usd Nullable(Decimal(38, 18)),
  loops Int64,
  wasted_calls Int64,
  wasted_nanos Int64,
  wasted_input_tokens Nullable(Int64),
  wasted_output_tokens Nullable(Int64),
  wasted_cost_usd Nullable(Decimal(38, 18)),
  compared_calls Int64,
  unknown_calls Int64,
  human_free Bool,
  interventions Int64,
  approved Int64,
  rejected Int64,
  handoffs Int64,
  limits_reached Int64,
  working_nanos Int64,
  waiting_nanos Int64,
  idle_nanos Int64,
  critical_nanos Int64,
  parallelism Float64,
  -- The as_of of the numbers that were analysed.
  revision UInt64,
  kept UInt64
) ENGINE = ReplacingMergeTree(kept)
ORDER BY (project, session_id);

-- Spans of analysed sessions of which there is more to say than that they worked. Those count whose "kept" is the
-- session's: rows of an earlier analysis stay until they are merged away.
-- shard: cityHash64(session_id)
CREATE TABLE IF NOT EXISTS {database}.span_outcomes (
  project LowCardinality(String),
  session_id String,
  trace_id FixedString(16),
  span_id FixedString(8),
  outcome LowCardinality(String),
  path String,
  cause Bool,
  next_step Nullable(String),
  evidence Nullable(String),
  recovered_by_trace_id Nullable(FixedString(16)),
  recovered_by_span_id Nullable(FixedString(8)),
  attempts Int64,
  recovery_nanos Int64,
  recovery_input_tokens Nullable(Int64),
  recovery_output_tokens Nullable(Int64),
  recovery_cost_usd Nullable(Decimal(38, 18)),
  loop_number Nullable(Int64),
  redundant Bool,
  kept UInt64
) ENGINE = ReplacingMergeTree(kept)
ORDER BY (project, session_id, trace_id, span_id);
