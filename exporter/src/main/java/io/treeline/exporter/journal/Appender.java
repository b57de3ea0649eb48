package io.treeline.exporter.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes entries, many with one force to disk: while one is under way the next group gathers. One
 * thread writes.
 *
 * <p>The queue is bounded in bytes together with what is on disk. Adding to it, its weight and the
 * end are guarded by {@code this}.
 */
final class Appender implements AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(Appender.class);

  private static final int BUFFER_BYTES = 1 << 20;
  private static final long MOST_BYTES_IN_A_GROUP = 32L << 20;
  private static final long POLL_MILLIS = 500;

  private record Call(
      JournalEntry entry,
      int bodyChecksum,
      long bytes,
      Journal.Placed placed,
      CompletableFuture<Long> done) {

    /** Whether it is none, and only wakes the thread. */
    boolean isEnd() {
      return bytes == 0;
    }
  }

  /** Behind the last one; every other has at least its header's bytes. */
  private static final Call END =
      new Call(
          new JournalEntry(
              "", JournalEntry.Signal.SPANS, JournalEntry.Encoding.PROTOBUF, 0, new byte[0]),
          0,
          0,
          (start, end) -> {},
          new CompletableFuture<>());

  private final Segments segments;
  private final JournalSettings settings;
  private final LongConsumer durable;
  private final Thread thread;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final LinkedBlockingQueue<Call> queue = new LinkedBlockingQueue<>();
  private final LongAdder entries = new LongAdder();
  private final LongAdder syncs = new LongAdder();
  private long queuedBytes;
  private boolean closed;
  private @Nullable SegmentWriter active;
  private long end;
  private volatile @Nullable String problem;

  /**
   * @param end position of the next record's segment
   * @param durable told of each new end that is durable, in the writing thread
   */
  Appender(Segments segments, JournalSettings settings, long end, LongConsumer durable) {
    this.segments = segments;
    this.settings = settings;
    this.end = end;
    this.durable = durable;
    this.thread = new Thread(this::run, "treeline-journal");
  }

  void start() {
    thread.start();
  }

  long entries() {
    return entries.sum();
  }

  long syncs() {
    return syncs.sum();
  }

  @Nullable String problem() {
    return problem;
  }

  /** Done with the position after the entry once it is durable. */
  CompletableFuture<Long> append(JournalEntry entry, Journal.Placed placed) {
    long bytes =
        (long) RecordFormat.HEADER_BYTES + RecordFormat.project(entry).length + entry.body().length;
    Call call =
        new Call(
            entry, RecordFormat.checksum(entry.body()), bytes, placed, new CompletableFuture<>());
    synchronized (this) {
      if (closed) {
        throw new JournalException("journal " + segments.directory() + " is closed");
      }
      long onDisk = segments.bytes();
      if (onDisk + queuedBytes + bytes > settings.maxBytes()) {
        throw new JournalFullException(
            "journal %s is full: %d bytes wait to be stored, at most %d may (journal-max-bytes). Send it again later"
                .formatted(segments.directory(), onDisk + queuedBytes, settings.maxBytes()));
      }
      queuedBytes += bytes;
      queue.add(call);
    }
    return call.done();
  }

  /** Writes what waits, then ends the thread. Repeatable. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      queue.add(END);
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      for (List<Call> group = nextGroup(); group != null; group = nextGroup()) {
        if (!group.isEmpty()) {
          write(group);
        }
      }
    } finally {
      synchronized (this) {
        closed = true;
      }
      for (Call call = queue.poll(); call != null; call = queue.poll()) {
        call.done()
            .completeExceptionally(
                new JournalException("journal " + segments.directory() + " has stopped writing"));
      }
      closeActive();
    }
  }

  /** What waits, up to a group's size; empty after a while without any; null at the end. */
  private @Nullable List<Call> nextGroup() {
    Call next = poll();
    if (next == null || next.isEnd()) {
      synchronized (this) {
        return closed && queue.isEmpty() ? null : List.of();
      }
    }
    List<Call> group = new ArrayList<>();
    long bytes = 0;
    while (next != null) {
      if (!next.isEnd()) {
        group.add(next);
      }
      bytes += next.bytes();
      next = bytes < MOST_BYTES_IN_A_GROUP ? queue.poll() : null;
    }
    return group;
  }

  private @Nullable Call poll() {
    try {
      return queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Nobody but us has this thread; it ends when it is closed.
      return null;
    }
  }

  private void write(List<Call> group) {
    // Without the header of a new segment, so that records follow each other without a gap.
    long start = end;
    long before = end;
    long[] ends = new long[group.size()];
    try {
      SegmentWriter segment = segment(group.get(0).bytes());
      before = segment.end();
      for (int i = 0; i < ends.length; i++) {
        segment.append(group.get(i).entry(), group.get(i).bodyChecksum());
        ends[i] = segment.end();
      }
      segment.force();
      end = segment.end();
      segments.put(segment.header().base(), segment.file(), end - segment.header().base());
    } catch (Exception | Error e) {
      fail(group, before, e);
      return;
    }
    syncs.increment();
    entries.add(ends.length);
    if (problem != null) {
      logger.info("journal {} can be written again", segments.directory());
      problem = null;
    }
    for (int i = 0; i < ends.length; i++) {
      group.get(i).placed().at(start, ends[i]);
      start = ends[i];
    }
    durable.accept(end);
    release(group);
    for (int i = 0; i < ends.length; i++) {
      group.get(i).done().complete(ends[i]);
    }
  }

  /** The segment to append to; a new one when there is none or the last is large enough. */
  private SegmentWriter segment(long nextBytes) throws IOException {
    SegmentWriter current = active;
    if (current != null
        && !current.isEmpty()
        && current.end() - current.header().base() + nextBytes > settings.segmentBytes()) {
      closeActive();
      current = null;
    }
    if (current == null) {
      SegmentHeader header = new SegmentHeader(end, new SecureRandom().nextLong());
      Files.createDirectories(segments.directory());
      current = SegmentWriter.create(segments.directory(), header, buffer);
      active = current;
      segments.put(header.base(), current.file(), SegmentHeader.BYTES);
      end = current.end();
    }
    return current;
  }

  /** Nothing of the group counts: it is cut off, and the next group starts in a new segment. */
  private void fail(List<Call> group, long before, Throwable cause) {
    String message =
        "journal "
            + segments.directory()
            + " cannot be written: "
            + cause
            + ". Nothing of this request was kept; it is tried anew with the next one. See whether"
            + " the disk is full and the directory can be written";
    if (problem == null) {
      logger.error("{}", message, cause);
    }
    problem = message;
    SegmentWriter segment = active;
    if (segment != null) {
      try {
        segment.truncate(before);
        segments.put(segment.header().base(), segment.file(), before - segment.header().base());
      } catch (IOException e) {
        // What is behind the position where the next segment begins is never read.
        cause.addSuppressed(e);
      }
      closeActive();
      // A segment that holds nothing gives its name to the next attempt.
      end = segment.isEmpty() ? segment.header().base() : before;
    }
    release(group);
    group.forEach(call -> call.done().completeExceptionally(new JournalException(message, cause)));
  }

  private void closeActive() {
    SegmentWriter segment = active;
    active = null;
    if (segment != null) {
      try {
        segment.close();
      } catch (IOException e) {
        logger.warn("{} could not be closed", segment.file(), e);
      }
    }
  }

  private synchronized void release(List<Call> group) {
    group.forEach(call -> queuedBytes -= call.bytes());
  }
}
