package io.treeline.exporter.store.rows;

import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.JsonText;

/** Makes log records from rows of {@code span_logs}. */
public final class LogOfRow {

  private LogOfRow() {}

  /** Of the current row, without content: each engine keeps that in its own way. */
  public static <E extends Exception> LogRecord read(StoredRow<E> row) throws E {
    long time = row.number("epoch_nanos");
    Long severity = row.numberOrNull("severity_number");
    String body = row.textOrNull("body");
    return new LogRecord(
        new SpanKey(row.traceId("trace_id"), row.spanId("span_id")),
        row.traceId("log_id"),
        time == 0 ? null : (Long) time,
        Math.toIntExact(row.number("position")),
        severity == null ? null : (Integer) Math.toIntExact(severity),
        row.textOrNull("severity_text"),
        row.textOrNull("event_name"),
        body == null ? null : JsonText.value(body),
        JsonText.attributes(row.text("attributes")),
        row.text("service"),
        row.textOrNull("scope_name"),
        Content.NONE);
  }
}
