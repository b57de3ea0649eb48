-- Properties that spans were given after they were stored. They stand in spans.properties too;
-- kept here so that they can be put back when a span is replaced.
CREATE TABLE added_properties (
  trace_id UUID NOT NULL,
  span_id UBIGINT NOT NULL,
  name VARCHAR NOT NULL,
  value VARCHAR NOT NULL,
  PRIMARY KEY (trace_id, span_id, name)
);

-- One free text per session, given by a person or a program.
CREATE TABLE session_tags (
  session_id VARCHAR PRIMARY KEY,
  tag VARCHAR NOT NULL
);
