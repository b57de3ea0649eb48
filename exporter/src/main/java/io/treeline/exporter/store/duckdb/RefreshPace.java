package io.treeline.exporter.store.duckdb;

import java.time.Duration;

/**
 * When stale sessions are worked out, and how many at once: writes must not wait long behind it,
 * and under load it may take a small share of the writing thread's time only. Only the writing
 * thread uses it.
 */
final class RefreshPace {

  /** Under load the next time comes after this many times what the last one took. */
  private static final int SHARE = 10;

  // The engine takes some time to plan, however few the sessions: fewer of them would not help.
  private static final long MOST_PLANNING_NANOS = 100_000_000;
  private static final long TARGET_NANOS = 80_000_000;
  private static final int FEWEST = 16;
  private static final int FIRST = 32;
  private static final int MOST = 8_192;

  private final Duration betweenRounds;
  private long nextNanos;
  private long leastNanos = MOST_PLANNING_NANOS;
  private int sessions = FIRST;

  RefreshPace(Duration betweenRounds) {
    this.betweenRounds = betweenRounds;
    this.nextNanos = System.nanoTime() + betweenRounds.toNanos();
  }

  boolean isDue() {
    return System.nanoTime() - nextNanos >= 0;
  }

  /** How many sessions to work out at once. */
  int sessions() {
    return sessions;
  }

  /**
   * To be called after some were worked out.
   *
   * @param idle no write waited
   * @param done none is left
   */
  void took(long nanos, boolean idle, boolean done) {
    leastNanos = Math.min(leastNanos, nanos);
    long forSessions = nanos - leastNanos;
    if (forSessions > TARGET_NANOS) {
      sessions = (int) Math.max(FEWEST, sessions * TARGET_NANOS / forSessions);
    } else if (forSessions < TARGET_NANOS / 2) {
      sessions = Math.min(MOST, sessions * 2);
    }
    long wait = idle ? 0 : nanos * SHARE;
    nextNanos = System.nanoTime() + (done ? Math.max(wait, betweenRounds.toNanos()) : wait);
  }
}
