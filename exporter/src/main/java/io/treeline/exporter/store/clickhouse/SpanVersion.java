package io.treeline.exporter.store.clickhouse;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Which of several rows of one span is read: the one with the greatest version.
 *
 * <p>Of spans as they were sent the first counts, but one that has ended counts more than one that
 * has not; a correction counts more than both, and of corrections the last. So a version is, from
 * the highest bits down: the rank, the time of writing in microseconds (counted backwards where the
 * first is to count), and room for as many versions that are derived from it.
 */
final class SpanVersion {

  private static final int RANK_SHIFT = 60;
  private static final int DERIVED_BITS = 8;
  // Beyond all times until the year 2041.
  private static final long FAR = 1L << 51;

  private static final AtomicLong LAST = new AtomicLong();

  private SpanVersion() {}

  /** Of a span as it was sent. */
  static long sent(boolean ended) {
    return ((ended ? 1L : 0L) << RANK_SHIFT) | ((FAR - now()) << DERIVED_BITS);
  }

  /** Of a span that takes the place of what is stored. */
  static long replacing() {
    return (2L << RANK_SHIFT) | (now() << DERIVED_BITS);
  }

  /** Microseconds since the epoch, never the same twice, never less than before. */
  static long now() {
    long micros = System.currentTimeMillis() * 1_000;
    return LAST.updateAndGet(last -> Math.max(last + 1, micros));
  }
}
