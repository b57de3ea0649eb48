package io.treeline.exporter.transfer;

import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.Span;
import java.util.List;

/**
 * Keeps what is imported. Every method returns when it is durable, and doing it again changes
 * nothing; throws {@link io.treeline.exporter.store.StoreException} when nothing was kept.
 */
public interface ImportSink {

  /** Spans as they were stored elsewhere. */
  void spans(List<Span> spans);

  /** Log records as they were stored elsewhere. */
  void logs(List<LogRecord> logs);

  void scores(List<Score> scores);

  void tag(String sessionId, String tag);

  /**
   * Spans of another sender, received as on the OTLP port.
   *
   * @param request an export request in OTLP's JSON
   * @return how many were stored
   */
  long otlpSpans(byte[] request);

  /** As {@link #otlpSpans}, of log records. */
  long otlpLogs(byte[] request);
}
