package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** When a span began and ended by the SDK's own clock, so that its neighbours touch it exactly. */
final class SpanTimes {

  static long startEpochNanos(Span span) {
    return span instanceof ReadableSpan readable
        ? readable.toSpanData().getStartEpochNanos()
        : now();
  }

  /** Of a span that has ended. */
  static long endEpochNanos(Span span) {
    return span instanceof ReadableSpan readable ? readable.toSpanData().getEndEpochNanos() : now();
  }

  private static long now() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  private SpanTimes() {}
}
