-- What each session did where, as of when it was last analysed: one row for each place of its path tree.
-- No keys: rows of a session are taken away as a whole, and only when there were some before.
CREATE TABLE session_places (
  session_id VARCHAR NOT NULL,
  path VARCHAR NOT NULL,
  kind VARCHAR,
  visits BIGINT NOT NULL,
  failed BIGINT NOT NULL,
  recovered BIGINT NOT NULL,
  visit_nanos BIGINT[] NOT NULL,
  critical_nanos BIGINT NOT NULL,
  self_input_tokens BIGINT,
  self_output_tokens BIGINT,
  self_cost_usd DECIMAL(38, 18),
  input_tokens BIGINT,
  output_tokens BIGINT,
  cost_usd DECIMAL(38, 18),
  llm_calls BIGINT NOT NULL,
  tool_calls BIGINT NOT NULL,
  unpriced_calls BIGINT NOT NULL,
  longest_trace_id UUID NOT NULL,
  longest_span_id UBIGINT NOT NULL
);

-- What came next under a place; null before the first branch and after the last.
CREATE TABLE session_steps (
  session_id VARCHAR NOT NULL,
  path VARCHAR NOT NULL,
  from_path VARCHAR,
  to_path VARCHAR,
  times BIGINT NOT NULL
);

-- What went wrong or took more than it should.
CREATE TABLE session_findings (
  session_id VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  path VARCHAR NOT NULL,
  subject VARCHAR NOT NULL,
  trace_id UUID NOT NULL,
  span_id UBIGINT NOT NULL,
  times BIGINT NOT NULL,
  nanos BIGINT NOT NULL,
  input_tokens BIGINT,
  output_tokens BIGINT,
  cost_usd DECIMAL(38, 18)
);

-- All sessions are analysed anew, so that there is something in these.
INSERT OR REPLACE INTO unanalyzed_sessions
SELECT session_id, nextval('analysis_revisions') FROM sessions;
