-- One row per log record that was written in a span. The span may come later, or never: it is looked for when its
-- records are read. What a record says of messages is in the columns that span_content has for them.
CREATE TABLE span_logs (
  trace_id UUID NOT NULL,
  span_id UBIGINT NOT NULL,
  -- Made of all the record says: one that is sent again has the same.
  log_id UUID NOT NULL,
  -- 0 when the sender gave none.
  epoch_nanos BIGINT NOT NULL,
  position INTEGER NOT NULL,
  severity_number INTEGER,
  severity_text VARCHAR,
  event_name VARCHAR,
  body VARCHAR,
  attributes VARCHAR NOT NULL,
  service VARCHAR NOT NULL,
  scope_name VARCHAR,
  input_messages VARCHAR,
  output_messages VARCHAR,
  system_instructions VARCHAR,
  tool_definitions VARCHAR
);

-- Where in time the records of a trace lie, so that reading some does not read all.
CREATE TABLE log_traces (
  trace_id UUID PRIMARY KEY,
  first_epoch_nanos BIGINT NOT NULL,
  last_epoch_nanos BIGINT NOT NULL
);
