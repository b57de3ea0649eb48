package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.store.StoreException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tables before the first statement, whenever the server can first be reached: an
 * exporter that starts while it cannot keeps what comes in its journal. Thread-safe.
 */
final class Preparation {

  // Callers that pile up while the server is away need not all find out for themselves.
  private static final long BETWEEN_TRIES_NANOS = Duration.ofMillis(500).toNanos();

  private volatile boolean done;
  private volatile @Nullable Thread by;
  private @Nullable StoreException failure;
  private long failedNanos;

  /**
   * Returns when the tables are there.
   *
   * @throws StoreException when they cannot be made now
   */
  void ensure(Engine engine) {
    // The statements that make them come here too.
    if (done || Thread.currentThread() == by) {
      return;
    }
    synchronized (this) {
      if (!done) {
        make(engine);
      }
    }
  }

  /** They seem to be gone: to be made again before the next statement. */
  void again() {
    done = false;
  }

  private void make(Engine engine) {
    StoreException before = failure;
    if (before != null && System.nanoTime() - failedNanos < BETWEEN_TRIES_NANOS) {
      throw before;
    }
    by = Thread.currentThread();
    try {
      Schema.bring(engine);
      done = true;
      failure = null;
    } catch (StoreException e) {
      failure = e;
      failedNanos = System.nanoTime();
      throw e;
    } finally {
      by = null;
    }
  }
}
