package io.treeline.exporter.store;

import io.treeline.exporter.model.Span;
import java.util.List;

/** Writes spans. Thread-safe: concurrent calls may be committed together. */
public interface SpanWriter {

  /**
   * Stores spans; returns when they are durable, so that they survive {@code kill -9} and power
   * loss as far as the operating system keeps its promises.
   *
   * <p>Idempotent on the span's key: the first write of a key wins and a later one changes nothing,
   * within one call too. One exception: a span without an end is replaced by one with an end.
   *
   * @throws IllegalArgumentException when a span can never be kept as it is, such as a cost finer
   *     than 18 decimals; nothing of this call was stored
   * @throws StoreException when nothing of this call was stored; safe to retry
   */
  void write(List<Span> spans);
}
