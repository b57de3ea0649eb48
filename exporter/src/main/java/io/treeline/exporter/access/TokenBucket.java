package io.treeline.exporter.access;

import java.time.Duration;

/**
 * Lets through so much a second, and ten seconds' worth at once: senders send in batches. What was
 * let through may cost more than is left, and is then paid off before the next. Thread-safe.
 */
final class TokenBucket {

  private static final int BURST_SECONDS = 10;
  private static final double NANOS = 1e9;

  private final long perSecond;
  private double left;
  private long at;

  TokenBucket(long perSecond, long nanoTime) {
    this.perSecond = perSecond;
    this.left = (double) perSecond * BURST_SECONDS;
    this.at = nanoTime;
  }

  /** How long until something is let through; zero for now. */
  synchronized Duration untilOpen(long nanoTime) {
    refill(nanoTime);
    return left > 0
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(1, (long) Math.ceil((1 - left) / perSecond * NANOS)));
  }

  synchronized void take(long tokens, long nanoTime) {
    refill(nanoTime);
    left -= tokens;
  }

  private void refill(long nanoTime) {
    double gained = Math.max(0, nanoTime - at) / NANOS * perSecond;
    left = Math.min((double) perSecond * BURST_SECONDS, left + gained);
    at = nanoTime;
  }
}
