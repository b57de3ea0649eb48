package io.treeline.exporter.normalize;

import io.treeline.exporter.decode.RawSpan;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.telemetry.RejectReason;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Refuses ids and times that cannot be true. */
final class SpanChecks {

  /** Before OpenTelemetry, and before any agent: a clock that was never set. */
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private final NormalizerLimits limits;
  private final Clock clock;

  SpanChecks(NormalizerLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  SpanKey key(RawSpan raw) {
    try {
      return new SpanKey(raw.traceId(), raw.spanId());
    } catch (IllegalArgumentException e) {
      throw new InvalidSpanException(RejectReason.INVALID_ID, named(raw) + ": " + e.getMessage());
    }
  }

  /** Null for a root; some senders write a root's parent as zeros. */
  @Nullable String parent(RawSpan raw) {
    String parent = raw.parentSpanId();
    if (parent.isEmpty() || parent.equals("0000000000000000")) {
      return null;
    }
    try {
      return new SpanKey(raw.traceId(), parent).spanId();
    } catch (IllegalArgumentException e) {
      throw new InvalidSpanException(
          RejectReason.INVALID_ID, named(raw) + ": parent " + e.getMessage());
    }
  }

  long start(RawSpan raw) {
    if (raw.startUnixNanos() == 0) {
      throw invalidTime(raw, "has no start time");
    }
    checkPlausible(raw, "starts", raw.startUnixNanos());
    return raw.startUnixNanos();
  }

  /** Null when the sender gave no end: the span is still running. */
  @Nullable Long end(RawSpan raw) {
    long end = raw.endUnixNanos();
    if (end == 0) {
      return null;
    }
    checkPlausible(raw, "ends", end);
    if (end < raw.startUnixNanos()) {
      throw invalidTime(
          raw,
          "ends "
              + (raw.startUnixNanos() - end)
              + " ns before it starts (start "
              + raw.startUnixNanos()
              + ", end "
              + end
              + ")");
    }
    return end;
  }

  /** Whether an event's time can be kept. */
  boolean isPlausible(long unixNanos) {
    return unixNanos >= 0
        && !instant(unixNanos).isBefore(EARLIEST)
        && !instant(unixNanos).isAfter(clock.instant().plus(limits.maxFuture()));
  }

  private void checkPlausible(RawSpan raw, String verb, long unixNanos) {
    if (!isPlausible(unixNanos)) {
      throw invalidTime(
          raw,
          verb
              + " at "
              + Long.toUnsignedString(unixNanos)
              + " ns"
              + (unixNanos >= 0 ? " (" + instant(unixNanos) + ")" : "")
              + ", expected nanoseconds since 1970 between "
              + EARLIEST
              + " and "
              + limits.maxFuture()
              + " from now (max-future)");
    }
  }

  private static Instant instant(long unixNanos) {
    return Instant.ofEpochSecond(0, unixNanos);
  }

  private static InvalidSpanException invalidTime(RawSpan raw, String what) {
    return new InvalidSpanException(RejectReason.INVALID_TIME, named(raw) + " " + what);
  }

  private static String named(RawSpan raw) {
    String name = raw.name();
    return "span \"" + (name.length() <= 80 ? name : name.substring(0, 80) + "…") + "\"";
  }
}
