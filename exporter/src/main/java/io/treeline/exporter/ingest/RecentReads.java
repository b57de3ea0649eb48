package io.treeline.exporter.ingest;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What was read lately and waits to be loaded, so that it need not be read again from the journal.
 * Bounded: what does not fit is read again. Thread-safe.
 */
final class RecentReads {

  private final long maxBytes;
  private final Deque<Read> reads = new ArrayDeque<>();
  private long bytes;

  /**
   * @param maxBytes of the bodies that the reads came from
   */
  RecentReads(long maxBytes) {
    this.maxBytes = maxBytes;
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
    if (bytes + read.bytes() <= maxBytes) {
      reads.add(read);
      bytes += read.bytes();
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

  private void remove() {
    bytes -= reads.remove().bytes();
  }
}
