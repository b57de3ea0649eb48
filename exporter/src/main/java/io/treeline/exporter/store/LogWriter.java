package io.treeline.exporter.store;

import io.treeline.exporter.model.LogRecord;
import java.util.List;

/** Writes log records. Thread-safe: concurrent calls may be committed together. */
public interface LogWriter {

  /**
   * Stores log records; returns when they are durable, as {@link SpanWriter#write} does. Their
   * spans need not be stored. Idempotent on the record's id.
   *
   * @throws IllegalArgumentException when a record can never be kept as it is; nothing was stored
   * @throws StoreException when nothing was stored; safe to retry
   */
  void write(List<LogRecord> logs);
}
