package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.store.JsonText;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A log record and the columns that take work to make, made in the caller's thread.
 *
 * @param weight roughly the bytes it takes while it waits
 */
record EncodedLog(
    LogRecord log,
    UUID traceId,
    long spanId,
    UUID id,
    @Nullable String body,
    String attributes,
    EncodedContent content,
    long weight) {

  private static final long WEIGHT_OF_A_PLAIN_LOG = 500;

  /**
   * @throws IllegalArgumentException when a record cannot be kept as it is
   */
  static List<EncodedLog> encode(List<LogRecord> logs) {
    return logs.stream().map(EncodedLog::encode).toList();
  }

  private static EncodedLog encode(LogRecord log) {
    String body = log.body() == null ? null : JsonText.write(log.body());
    String attributes = JsonText.write(log.attributes());
    Content content = log.content();
    return new EncodedLog(
        log,
        Ids.trace(log.key().traceId()),
        Ids.span(log.key().spanId()),
        Ids.trace(log.id()),
        body,
        attributes,
        EncodedContent.of(content),
        WEIGHT_OF_A_PLAIN_LOG
            + attributes.length()
            + length(body)
            + length(content.inputMessages())
            + length(content.outputMessages())
            + length(content.systemInstructions())
            + length(content.toolDefinitions()));
  }

  /** 0 when the sender gave none: the column is one that rows lie in the order of. */
  long epochNanos() {
    Long time = log.epochNanos();
    return time == null ? 0 : time;
  }

  private static long length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
