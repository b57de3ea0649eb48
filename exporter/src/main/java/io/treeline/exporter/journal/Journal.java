package io.treeline.exporter.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries in the order they were appended, on disk until they are said to be loaded.
 *
 * <p>A position is a number of bytes since the journal was made; positions only grow, also over
 * restarts and when segments are dropped. Any thread may append and wait; one thread loads: it goes
 * along a {@link JournalCursor} and calls {@link #loaded}.
 */
public final class Journal implements AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(Journal.class);

  private final JournalSettings settings;
  private final DirectoryLock lock;
  private final JournalState state;
  private final Segments segments;
  private final Appender appender;
  private final LoadWaiters waiters;
  private final SetAside corruptFiles;
  private final SetAside refusedFiles;
  private final LongAdder corrupt = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final Object news = new Object();
  private volatile long end;
  private boolean ending;
  private boolean closed;

  /** Told where an entry is, in the order of positions, before its appending returns. */
  @FunctionalInterface
  public interface Placed {
    /**
     * The entry is durable.
     *
     * @param start end of the entry before it
     * @param end its own end
     */
    void at(long start, long end);
  }

  private Journal(
      JournalSettings settings, DirectoryLock lock, JournalState state, Segments segments, long end)
      throws IOException {
    this.settings = settings;
    this.lock = lock;
    this.state = state;
    this.segments = segments;
    this.end = end;
    this.waiters = new LoadWaiters(state.loaded());
    this.corruptFiles = SetAside.in(segments.directory().resolve("corrupt"));
    this.refusedFiles = SetAside.in(segments.directory().resolve("refused"));
    this.appender = new Appender(segments, settings, end, this::durable);
  }

  /**
   * Opens the journal in a directory, making it when it does not exist.
   *
   * @throws JournalException when the directory cannot be used, is in use, or was written by a
   *     newer version; the message says which and what to do
   */
  public static Journal open(JournalSettings settings) {
    Path directory = settings.directory();
    try {
      directory = Files.createDirectories(directory).toRealPath();
      DirectoryLock lock = DirectoryLock.take(directory);
      try {
        return open(settings, directory, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new JournalException(
          "journal %s cannot be used (%s): give this user the right to write there, or choose another data directory"
              .formatted(directory.toAbsolutePath(), e),
          e);
    }
  }

  private static Journal open(JournalSettings settings, Path directory, DirectoryLock lock)
      throws IOException {
    JournalState state = JournalState.open(directory);
    try {
      Segments segments = Segments.list(directory);
      long end = Recovery.end(segments, state);
      Journal journal = new Journal(settings, lock, state, segments, end);
      if (journal.end > journal.loadedTo()) {
        logger.info(
            "journal {}: {} bytes were received and not stored when the last process ended; they"
                + " are loaded now",
            directory,
            journal.end - journal.loadedTo());
      }
      journal.appender.start();
      return journal;
    } catch (IOException | RuntimeException e) {
      state.close();
      throw e;
    }
  }

  /**
   * Whether a directory has nothing that a process before this one received and did not load. Only
   * while no process has it open.
   *
   * @throws JournalException when the directory cannot be read
   */
  public static boolean isLoaded(Path directory) {
    if (!Files.isDirectory(directory)) {
      return true;
    }
    try (JournalState state = JournalState.open(directory)) {
      return state.loaded() >= Segments.list(directory).end();
    } catch (IOException e) {
      throw new JournalException("journal %s cannot be read: %s".formatted(directory, e), e);
    }
  }

  /**
   * Keeps an entry; returns when it survives {@code kill -9} and power loss as far as the operating
   * system keeps its promises.
   *
   * @param placed told where it is, by another thread, before this returns
   * @return the position after it
   * @throws JournalFullException when the journal has its size already
   * @throws JournalException when it cannot be written now
   */
  public long append(JournalEntry entry, Placed placed) {
    try {
      // Not interruptible: whether it was kept could not be told.
      return appender.append(entry, placed).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof JournalException failure) {
        throw new JournalException(String.valueOf(failure.getMessage()), failure);
      }
      throw e;
    }
  }

  /** Position after the last entry that is durable. */
  public long end() {
    return end;
  }

  /** Position up to which everything is in the store. */
  public long loadedTo() {
    return waiters.loadedTo();
  }

  /** A way along what is not loaded yet, from where the last process came. One thread's. */
  public JournalCursor cursor() {
    return new JournalCursor(this, segments, loadedTo());
  }

  /**
   * Says that everything before a position is in the store and durable there. Called by one thread.
   */
  public void loaded(long position) {
    try {
      state.loaded(position);
      segments.dropBefore(position);
    } catch (IOException e) {
      // What is loaded again after a restart changes nothing; what is not dropped takes room.
      logger.warn("journal {}: the end of a load could not be noted", segments.directory(), e);
    }
    waiters.loaded(position);
  }

  /** Done once everything before a position is in the store; cancel it to stop waiting. */
  public CompletableFuture<Void> whenLoaded(long position) {
    return waiters.waitFor(position);
  }

  /** Whether somebody waits for something to be loaded. */
  public boolean isAwaited() {
    return waiters.any();
  }

  /** Lets {@link #awaitNews} return at once from now on: whoever loads is to come to an end. */
  public void stopWaiting() {
    synchronized (news) {
      ending = true;
      news.notifyAll();
    }
  }

  /** Waits until there is something durable after a position, at most so long; whether there is. */
  public boolean awaitNews(long position, long millis) throws InterruptedException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    synchronized (news) {
      while (end <= position && !ending) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          break;
        }
        news.wait(left);
      }
    }
    return end > position;
  }

  /** A position as senders are told it: who the journal is, and the number. */
  public String name(long position) {
    return String.format(Locale.ROOT, "%08x.%d", state.id(), position);
  }

  /**
   * The position of a name.
   *
   * @throws IllegalArgumentException when it is none, or one of another journal, or lies ahead; the
   *     message says which
   */
  public long position(String name) {
    if (!name.matches("[0-9a-f]{8}\\.[0-9]{1,18}")) {
      throw new IllegalArgumentException(
          "a journal position is as the exporter answered it, such as %s: was \"%s\""
              .formatted(name(0), name.length() <= 40 ? name : name.substring(0, 40) + "…"));
    }
    if (!name.startsWith(name(0).substring(0, 8))) {
      throw new IllegalArgumentException(
          "journal position %s is of another exporter's journal (this one's begin with %s): ask the exporter that answered it"
              .formatted(name, name(0).substring(0, 8)));
    }
    long position = Long.parseLong(name.substring(9));
    if (position > end) {
      throw new IllegalArgumentException(
          "journal position %s lies ahead of the journal's end, %s".formatted(name, name(end)));
    }
    return position;
  }

  /**
   * Keeps for a person to look at a request of which something can never be stored.
   *
   * @param start position of its entry
   * @param reason one sentence that names what it is and why
   * @throws IOException when it cannot be kept now
   */
  public void refuse(long start, String reason) throws IOException {
    try (JournalCursor cursor = new JournalCursor(this, segments, start)) {
      JournalRecord entry = cursor.next();
      if (entry == null) {
        refused.increment();
        logger.error("acknowledged and yet it cannot be stored: {}", reason);
      } else {
        refuse(entry, reason);
      }
    }
  }

  /** As {@link #refuse(long, String)}. */
  public void refuse(JournalRecord record, String reason) throws IOException {
    String name =
        "%d.%s.%s"
            .formatted(
                record.start(),
                record.entry().signal().name().toLowerCase(Locale.ROOT),
                record.entry().encoding() == JournalEntry.Encoding.JSON ? "json" : "pb");
    String where = refusedFiles.keep(name, record.entry().body());
    refusedFiles.note(name + ": " + reason);
    refused.increment();
    logger.error(
        "acknowledged and yet it cannot be stored: {}. The request it came with is {}",
        reason,
        where);
  }

  void setAsideDamaged(String segment, long position, byte[] bytes, String reason)
      throws IOException {
    String where = corruptFiles.keep(position + ".record", bytes);
    corrupt.increment();
    logger.error(
        "{}: {} bytes at position {} cannot be read ({}); reading goes on after them. They are {}",
        segment,
        bytes.length,
        position,
        reason,
        where);
  }

  void noteLost(String what) {
    corrupt.increment();
    logger.error("{}", what);
  }

  public JournalStatus status() {
    return new JournalStatus(
        segments.bytes(),
        settings.maxBytes(),
        Math.max(0, end - loadedTo()),
        appender.entries(),
        appender.syncs(),
        corrupt.sum(),
        refused.sum(),
        appender.problem());
  }

  /** Writes what waits to be appended; what is not loaded stays for the next process. */
  @Override
  public void close() {
    synchronized (news) {
      if (closed) {
        return;
      }
      closed = true;
      ending = true;
      news.notifyAll();
    }
    appender.close();
    try (lock;
        state) {
      waiters.close();
    } catch (IOException e) {
      logger.warn("journal {} could not be closed", segments.directory(), e);
    }
  }

  private void durable(long newEnd) {
    synchronized (news) {
      end = newEnd;
      news.notifyAll();
    }
  }
}
