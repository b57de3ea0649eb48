-- One row per score. Whatever it is about is looked for when it is read: it may come later, or never.
CREATE TABLE scores (
  score_id VARCHAR PRIMARY KEY,
  name VARCHAR NOT NULL,
  value_type VARCHAR NOT NULL,
  -- 1 and 0 of a boolean score, so that shares are averages.
  number DOUBLE,
  label VARCHAR,
  source VARCHAR NOT NULL,
  comment VARCHAR,
  epoch_nanos BIGINT NOT NULL,
  target VARCHAR NOT NULL,
  trace_id UUID,
  span_id UBIGINT,
  session_id VARCHAR,
  session_name VARCHAR,
  path VARCHAR,
  response_id VARCHAR,
  metadata VARCHAR NOT NULL
);
