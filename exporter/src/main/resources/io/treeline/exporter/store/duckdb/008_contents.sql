-- Texts once each: a conversation of k turns would otherwise hold k(k+1)/2 messages. Those of one window are told
-- apart by their hash when they are written; see ContentIds. Ids go up in the order of writing.
CREATE TABLE contents (
  content_id BIGINT NOT NULL,
  window_id INTEGER NOT NULL,
  text VARCHAR NOT NULL USING COMPRESSION zstd
);

ALTER TABLE span_content RENAME TO old_span_content;
ALTER TABLE span_logs RENAME TO old_span_logs;

-- What was said, apart from the spans so that trees and lists never read it. No row for a span without content.
-- The start is that of the span: rows lie in its order, so a time range finds them without reading all.
-- Each text is an array of messages: ids of its elements in order. Or it is one piece: its id with a minus.
CREATE TABLE span_content (
  trace_id UUID NOT NULL,
  span_id UBIGINT NOT NULL,
  start_epoch_nanos BIGINT NOT NULL,
  -- All pieces of the row are of this window.
  window_id INTEGER NOT NULL,
  input_messages BIGINT[],
  output_messages BIGINT[],
  system_instructions BIGINT[],
  tool_definitions BIGINT[],
  tool_arguments BIGINT[],
  tool_result BIGINT[],
  input BIGINT[],
  output BIGINT[]
);

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
  window_id INTEGER NOT NULL,
  input_messages BIGINT[],
  output_messages BIGINT[],
  system_instructions BIGINT[],
  tool_definitions BIGINT[]
);
