package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.store.SpanCorrections;
import io.treeline.exporter.store.SpanWriter;
import io.treeline.exporter.store.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects concurrent writes and commits them together, in one thread. While a commit is under way
 * the next group gathers, so that the group is as large as the load makes it and nobody waits for
 * company.
 *
 * <p>The queue is bounded in bytes, as that is what runs out. Adding to it, its weight and the end
 * are guarded by {@code this}, so that nothing is added after the end.
 */
final class GroupCommit implements SpanWriter {

  /** What is done with a group. Called by one thread at a time. */
  interface Engine {
    /**
     * Makes all of them durably, or none and throws.
     *
     * @throws StoreException when the engine cannot write now, whatever the changes are
     */
    void commit(Changes changes) throws Exception;

    /**
     * Makes one change to what is stored durably, or none and throws.
     *
     * @throws StoreException when the engine cannot write now, whatever the change is
     */
    void change(Change change) throws Exception;

    /**
     * Called after each group and every now and then, with nothing under way.
     *
     * @param idle no write has come for a while
     */
    void pause(boolean idle);
  }

  /** What is to be done to what is stored; done alone, in its turn. */
  interface Change {
    /**
     * Works inside the caller's transaction.
     *
     * @return the sessions whose numbers it may have changed
     */
    Set<String> run(DuckDBConnection connection) throws SQLException;

    /** Called once it is durable, with what the writing thread remembers of what is stored. */
    default void committed(WriterMemory memory) {}
  }

  /**
   * @param change null when the changes are meant
   */
  private record Call(
      Changes changes, @Nullable Change change, long weight, CompletableFuture<Void> done) {

    /** Whether this asks for nothing but that the thread looks at {@code closed} again. */
    boolean wakes() {
      return done == WAKE.done;
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final int MOST_CHANGES_IN_A_GROUP = 10_000;
  private static final long MOST_BYTES_IN_A_GROUP = 64L << 20;
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** Does nothing: wakes the thread that waits for calls. */
  private static final Call WAKE =
      new Call(Changes.ofSpans(List.of()), null, 0, new CompletableFuture<>());

  private final Engine engine;
  private final String file;
  private final long maxQueuedBytes;
  private final Thread thread;

  private final BlockingQueue<Call> queue = new LinkedBlockingQueue<>();
  private long queuedBytes;
  private volatile boolean closed;

  GroupCommit(Engine engine, String file, long maxQueuedBytes) {
    this.engine = engine;
    this.file = file;
    this.maxQueuedBytes = maxQueuedBytes;
    this.thread = new Thread(this::run, "treeline-store-writer");
  }

  void start() {
    thread.start();
  }

  @Override
  public void write(List<Span> spans) {
    write(Changes.ofSpans(EncodedSpan.encode(spans, false)));
  }

  /** As {@link SpanCorrections#replace}. */
  void replace(List<Span> spans) {
    write(Changes.ofSpans(EncodedSpan.encode(spans, true)));
  }

  /**
   * Does one change, after the writes that were called before it.
   *
   * @throws StoreException when nothing was changed
   */
  void change(Change change) {
    Call call = new Call(Changes.ofSpans(List.of()), change, 0, new CompletableFuture<>());
    add(call);
    try {
      call.done().join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StoreException(
          file + " could not be changed: " + cause.getMessage() + " (try again)", cause);
    }
  }

  /**
   * Returns when all of them are durable; as {@link #write(List)}.
   *
   * @throws IllegalArgumentException when one of them can never be made; none was
   * @throws StoreException when none was made; safe to retry
   */
  void write(Changes changes) {
    if (changes.size() == 0) {
      return;
    }
    Call call = new Call(changes, null, changes.weight(), new CompletableFuture<>());
    add(call);
    try {
      // Not interruptible: whether it was stored could not be told.
      call.done().join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (EngineFaults.areOfData(cause)) {
        throw new IllegalArgumentException(
            file + " cannot hold it: " + cause.getMessage() + " (nothing was stored)", cause);
      }
      throw new StoreException(
          "could not store "
              + changes.described()
              + " in "
              + file
              + ": "
              + cause.getMessage()
              + " (nothing of this request was stored; send it again)",
          cause);
    }
  }

  private synchronized void add(Call call) {
    if (closed) {
      throw new StoreException("store " + file + " is closed");
    }
    // A call larger than the bound would never fit; alone it is let in.
    if (queuedBytes > 0 && queuedBytes + call.weight() > maxQueuedBytes) {
      throw new StoreException(
          "store "
              + file
              + " is busy: "
              + queuedBytes
              + " bytes wait to be written, at most "
              + maxQueuedBytes
              + " may; send these "
              + call.changes().described()
              + " again later");
    }
    queuedBytes += call.weight();
    queue.add(call);
  }

  private void run() {
    try {
      while (true) {
        List<Call> group = nextGroup();
        if (group == null) {
          return;
        }
        if (!group.isEmpty()) {
          commit(group);
        }
        pause(group.isEmpty());
      }
    } finally {
      failWhatWaits();
    }
  }

  /** Nothing that goes wrong between groups may end the thread that all writers wait for. */
  private void pause(boolean idle) {
    try {
      engine.pause(idle);
    } catch (Throwable e) {
      LOG.error("{}: the work between two writes failed; writing goes on", file, e);
    }
  }

  /** For an end of the thread that nobody asked for: no caller waits for ever. */
  private void failWhatWaits() {
    synchronized (this) {
      closed = true;
    }
    for (Call call = queue.poll(); call != null; call = queue.poll()) {
      fail(call, new StoreException("store " + file + " has stopped writing"));
    }
  }

  /** The waiting calls, up to a group's size; empty after a while without any; null at the end. */
  private @Nullable List<Call> nextGroup() {
    Call next = poll();
    if (next == null || next.wakes()) {
      return closed && queue.isEmpty() ? null : List.of();
    }
    List<Call> group = new ArrayList<>();
    int changes = 0;
    long bytes = 0;
    while (true) {
      group.add(next);
      changes += next.changes().size();
      bytes += next.weight();
      next = queue.peek();
      if (next == null
          || next.wakes()
          || next.change() != null
          || group.get(0).change() != null
          || changes + next.changes().size() > MOST_CHANGES_IN_A_GROUP
          || bytes + next.weight() > MOST_BYTES_IN_A_GROUP) {
        return group;
      }
      // This thread alone takes from the queue: it is the one just looked at.
      queue.remove();
    }
  }

  private @Nullable Call poll() {
    try {
      return queue.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Nobody but us has this thread; it ends when it is closed.
      return null;
    }
  }

  private void commit(List<Call> group) {
    try {
      Change change = group.get(0).change();
      if (change != null) {
        engine.change(change);
        succeed(group.get(0));
        return;
      }
      engine.commit(Changes.together(group.stream().map(Call::changes).toList()));
      group.forEach(this::succeed);
    } catch (Throwable e) {
      if (group.size() == 1 || e instanceof StoreException) {
        group.forEach(call -> fail(call, e));
      } else {
        // One of them is to blame: each stands for itself.
        group.forEach(call -> commit(List.of(call)));
      }
    }
  }

  private void succeed(Call call) {
    release(call);
    call.done().complete(null);
  }

  private void fail(Call call, Throwable cause) {
    release(call);
    call.done().completeExceptionally(cause);
  }

  private synchronized void release(Call call) {
    queuedBytes -= call.weight();
  }

  /** Roughly the bytes of all changes whose callers wait. */
  synchronized long queuedBytes() {
    return queuedBytes;
  }

  /** Calls that are not under way yet. */
  int waiting() {
    return queue.size();
  }

  boolean isRunning() {
    return thread.isAlive();
  }

  /** Lets what waits be committed, then ends the thread. Repeatable. */
  void close() {
    synchronized (this) {
      closed = true;
      queue.add(WAKE);
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
}
