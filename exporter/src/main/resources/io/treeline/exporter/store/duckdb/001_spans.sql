-- One row per span. Everything queried has a typed column; the rest is JSON text.
-- Trace ids are UUIDs and span ids unsigned integers: their hexadecimal digits, in the same order.
CREATE TABLE spans (
  trace_id UUID NOT NULL,
  span_id UBIGINT NOT NULL,
  parent_span_id UBIGINT,
  name VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  start_epoch_nanos BIGINT NOT NULL,
  end_epoch_nanos BIGINT,
  status VARCHAR NOT NULL,
  status_message VARCHAR,
  error_type VARCHAR,
  service VARCHAR NOT NULL,
  session_id VARCHAR,
  session_id_source VARCHAR,
  conversation_id VARCHAR,
  session_name VARCHAR,
  raw_path VARCHAR,
  path VARCHAR,
  user_id VARCHAR,
  properties MAP(VARCHAR, VARCHAR) NOT NULL,
  tags VARCHAR[] NOT NULL,
  operation VARCHAR NOT NULL,
  operation_name VARCHAR,
  provider VARCHAR,
  request_model VARCHAR,
  response_model VARCHAR,
  response_id VARCHAR,
  finish_reasons VARCHAR[] NOT NULL,
  agent_name VARCHAR,
  agent_id VARCHAR,
  tool_name VARCHAR,
  tool_call_id VARCHAR,
  input_tokens BIGINT,
  output_tokens BIGINT,
  cache_read_tokens BIGINT,
  cache_write_tokens BIGINT,
  reasoning_tokens BIGINT,
  -- Prices go down to about 1e-9 dollars a token; 18 digits keep their products and sums exact.
  cost_usd DECIMAL(38, 18),
  cost_source VARCHAR,
  time_to_first_chunk_nanos BIGINT,
  scope_name VARCHAR,
  scope_version VARCHAR,
  scope_attributes VARCHAR NOT NULL,
  resource_attributes VARCHAR NOT NULL,
  attributes VARCHAR NOT NULL,
  events VARCHAR NOT NULL,
  links VARCHAR NOT NULL,
  dialect VARCHAR NOT NULL
);

-- What was said, apart from the spans so that trees and lists never read it. No row for a span without content.
-- The start is that of the span: rows lie in its order, so a time range finds them without reading all.
CREATE TABLE span_content (
  trace_id UUID NOT NULL,
  span_id UBIGINT NOT NULL,
  start_epoch_nanos BIGINT NOT NULL,
  input_messages VARCHAR,
  output_messages VARCHAR,
  system_instructions VARCHAR,
  tool_definitions VARCHAR,
  tool_arguments VARCHAR,
  tool_result VARCHAR,
  input VARCHAR,
  output VARCHAR
);

-- One row per trace: where in time its spans lie, and the session that its spans without an own one belong to.
-- The root and the named span are those SpanReader speaks of; they are kept so that a late span can be compared to them.
CREATE TABLE traces (
  trace_id UUID PRIMARY KEY,
  first_start_epoch_nanos BIGINT NOT NULL,
  last_start_epoch_nanos BIGINT NOT NULL,
  session_id VARCHAR,
  session_id_source VARCHAR,
  root_span_id UBIGINT,
  root_start_epoch_nanos BIGINT,
  root_session_id VARCHAR,
  root_session_id_source VARCHAR,
  named_span_id UBIGINT,
  named_start_epoch_nanos BIGINT,
  named_session_id VARCHAR,
  named_session_id_source VARCHAR
);

-- Which traces may hold spans of a session. Pairs are never taken away, so some lead nowhere.
CREATE TABLE session_traces (
  session_id VARCHAR NOT NULL,
  trace_id UUID NOT NULL,
  PRIMARY KEY (session_id, trace_id)
);

-- Numbers of each session that is not in stale_sessions; see SummarizeSessions.
CREATE TABLE sessions (
  session_id VARCHAR PRIMARY KEY,
  session_id_source VARCHAR NOT NULL,
  name VARCHAR,
  derived_name VARCHAR NOT NULL,
  start_epoch_nanos BIGINT NOT NULL,
  end_epoch_nanos BIGINT,
  seen_until_epoch_nanos BIGINT NOT NULL,
  active_nanos BIGINT NOT NULL,
  status VARCHAR NOT NULL,
  spans BIGINT NOT NULL,
  llm_calls BIGINT NOT NULL,
  tool_calls BIGINT NOT NULL,
  errors BIGINT NOT NULL,
  input_tokens BIGINT,
  output_tokens BIGINT,
  cache_read_tokens BIGINT,
  cache_write_tokens BIGINT,
  reasoning_tokens BIGINT,
  cost_usd DECIMAL(38, 18),
  unpriced_calls BIGINT NOT NULL,
  models VARCHAR[] NOT NULL,
  users VARCHAR[] NOT NULL,
  services VARCHAR[] NOT NULL,
  properties STRUCT(name VARCHAR, value VARCHAR)[] NOT NULL
);

-- Sessions written to since their row in sessions was worked out. Readers work these out themselves.
CREATE TABLE stale_sessions (
  session_id VARCHAR PRIMARY KEY
);
