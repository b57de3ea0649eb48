package io.treeline.exporter.access;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How much one key may send. Thread-safe. */
public final class RateLimit {

  /** As much as comes. */
  public static final RateLimit NONE = new RateLimit(null, null, System::nanoTime);

  private final @Nullable Long spansPerSecond;
  private final @Nullable Long bytesPerSecond;
  private final LongSupplier nanoTime;
  private final @Nullable TokenBucket spans;
  private final @Nullable TokenBucket bytes;

  /**
   * More than is allowed was sent.
   *
   * @param what what there was too much of, and how much is allowed
   * @param retryAfter when more is let through
   */
  public record Exceeded(String what, Duration retryAfter) {}

  /**
   * Starts full.
   *
   * @param spansPerSecond null for no limit
   * @param bytesPerSecond null for no limit
   */
  RateLimit(@Nullable Long spansPerSecond, @Nullable Long bytesPerSecond, LongSupplier nanoTime) {
    this.spansPerSecond = spansPerSecond;
    this.bytesPerSecond = bytesPerSecond;
    this.nanoTime = nanoTime;
    long now = nanoTime.getAsLong();
    this.spans = spansPerSecond == null ? null : new TokenBucket(spansPerSecond, now);
    this.bytes = bytesPerSecond == null ? null : new TokenBucket(bytesPerSecond, now);
  }

  boolean isOf(@Nullable Long spansEachSecond, @Nullable Long bytesEachSecond) {
    return Objects.equals(spansPerSecond, spansEachSecond)
        && Objects.equals(bytesPerSecond, bytesEachSecond);
  }

  /** Why a request cannot be taken now; null when it can. Takes nothing. */
  public @Nullable Exceeded exceeded() {
    if (spans == null && bytes == null) {
      return null;
    }
    long now = nanoTime.getAsLong();
    Duration ofSpans = spans == null ? Duration.ZERO : spans.untilOpen(now);
    Duration ofBytes = bytes == null ? Duration.ZERO : bytes.untilOpen(now);
    if (ofSpans.isZero() && ofBytes.isZero()) {
      return null;
    }
    return ofSpans.compareTo(ofBytes) >= 0
        ? new Exceeded(spansPerSecond + " spans a second", ofSpans)
        : new Exceeded(bytesPerSecond + " bytes a second", ofBytes);
  }

  /** Counts bytes that came, decompressed. */
  public void takeBytes(long count) {
    if (bytes != null) {
      bytes.take(count, nanoTime.getAsLong());
    }
  }

  /** Counts spans or log records that came. */
  public void takeSpans(long count) {
    if (spans != null) {
      spans.take(count, nanoTime.getAsLong());
    }
  }
}
