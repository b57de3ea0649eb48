-- Spans whose usage is counted elsewhere, of the sessions that are not in stale_sessions; see SuppressUsage.
CREATE TABLE suppressed_spans (
  session_id VARCHAR NOT NULL,
  trace_id UUID NOT NULL,
  span_id UBIGINT NOT NULL,
  rule VARCHAR NOT NULL,
  by_span_id UBIGINT NOT NULL
);

-- Sessions whose outcomes are missing or old. The revision goes up each time a session's numbers are worked out anew.
CREATE SEQUENCE analysis_revisions;
CREATE TABLE unanalyzed_sessions (
  session_id VARCHAR PRIMARY KEY,
  revision BIGINT NOT NULL
);

-- What the analysis of each session found, as of when it was last analysed.
CREATE TABLE session_outcomes (
  session_id VARCHAR PRIMARY KEY,
  version INTEGER NOT NULL,
  recovery_nanos BIGINT NOT NULL,
  recovery_cost_usd DECIMAL(38, 18),
  loops BIGINT NOT NULL,
  wasted_calls BIGINT NOT NULL,
  wasted_nanos BIGINT NOT NULL,
  wasted_input_tokens BIGINT,
  wasted_output_tokens BIGINT,
  wasted_cost_usd DECIMAL(38, 18),
  compared_calls BIGINT NOT NULL,
  unknown_calls BIGINT NOT NULL,
  human_free BOOLEAN NOT NULL,
  interventions BIGINT NOT NULL,
  approved BIGINT NOT NULL,
  rejected BIGINT NOT NULL,
  handoffs BIGINT NOT NULL,
  limits_reached BIGINT NOT NULL,
  working_nanos BIGINT NOT NULL,
  waiting_nanos BIGINT NOT NULL,
  idle_nanos BIGINT NOT NULL,
  critical_nanos BIGINT NOT NULL,
  parallelism DOUBLE NOT NULL
);

-- Spans of analysed sessions of which there is more to say than that they worked. No row: ok.
CREATE TABLE span_outcomes (
  session_id VARCHAR NOT NULL,
  trace_id UUID NOT NULL,
  span_id UBIGINT NOT NULL,
  outcome VARCHAR NOT NULL,
  path VARCHAR NOT NULL,
  cause BOOLEAN NOT NULL,
  next_step VARCHAR,
  evidence VARCHAR,
  recovered_by_trace_id UUID,
  recovered_by_span_id UBIGINT,
  attempts BIGINT NOT NULL,
  recovery_nanos BIGINT NOT NULL,
  recovery_input_tokens BIGINT,
  recovery_output_tokens BIGINT,
  recovery_cost_usd DECIMAL(38, 18),
  loop_number BIGINT,
  redundant BOOLEAN NOT NULL
);

-- A call that several layers report is counted once from now on: everything is worked out anew.
INSERT INTO stale_sessions
SELECT session_id FROM sessions WHERE session_id NOT IN (SELECT session_id FROM stale_sessions);
