package io.treeline.exporter.ingest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What was read lately and waits to be loaded, so that it need not be read again from the journal.
 * Bounded: what does not fit is read again. Thread-safe.
 */
final class RecentReads {

  private final Budget budget;
  private final Deque<Read> reads = new ArrayDeque<>();
  private boolean closed;

  RecentReads(Budget budget) {
    this.budget = budget;
  }

  /** Bytes of the bodies that the reads of all projects came from. */
  static final class Budget {

    private static final long MOST = 64L << 20;

    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();

    Budget(long maxBytes) {
      this.maxBytes = maxBytes;
    }

    static Budget ofHeap() {
      return new Budget(Math.min(MOST, Runtime.getRuntime().maxMemory() / 32));
    }

    private boolean take(int wanted) {
      if (bytes.addAndGet(wanted) <= maxBytes) {
        return true;
      }
      bytes.addAndGet(-wanted);
      return false;
    }

    private void give(int back) {
      bytes.addAndGet(-back);
    }
  }

  /**
   * One request.
   *
   * @param start position in the journal
   * @param end position after it
   * @param bytes of its body
   */
  record Read(String project, long start, long end, int bytes, Contribution contribution) {}

  /** Adds a read that comes after all before it. */
  synchronized void add(Read read) {
    if (!closed && budget.take(read.bytes())) {
      reads.add(read);
    }
  }

  /** Takes the read that begins at a position; null when there is none. */
  synchronized @Nullable Read take(long start) {
    Read first = reads.peek();
    while (first != null && first.start() < start) {
      remove();
      first = reads.peek();
    }
    if (first == null || first.start() != start) {
      return null;
    }
    remove();
    return first;
  }

  /** Gives back what it takes, for good. */
  synchronized void close() {
    closed = true;
    while (!reads.isEmpty()) {
      remove();
    }
  }

  private void remove() {
    budget.give(reads.remove().bytes());
  }
}
