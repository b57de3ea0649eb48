package io.treeline.exporter.ingest;

import io.treeline.exporter.journal.Journal;
import io.treeline.exporter.journal.JournalCursor;
import io.treeline.exporter.journal.JournalRecord;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the journal into the stores, in its order. One thread gathers and prices a batch while
 * another stores the one before, so that batches are as large as the load makes them.
 */
final class Loader {

  private static final Logger logger = LoggerFactory.getLogger(Loader.class);

  /** A commit costs much more than a span: many small requests are loaded together. */
  private static final long BETWEEN_BATCHES_NANOS = Duration.ofMillis(150).toNanos();

  private static final long IDLE_MILLIS = 200;
  private static final long BUSY_MILLIS = 5;
  private static final long[] RETRY_MILLIS = {50, 200, 500, 1_000, 2_000};
  private static final long BETWEEN_COMPLAINTS_NANOS = Duration.ofMinutes(1).toNanos();

  private final Journal journal;
  private final RecentReads recent;
  private final EntryReader reader;
  private final UnaryOperator<Span> pricing;
  private final Store store;
  private final LongSupplier mostBytes;
  private final Thread gatherer = new Thread(this::run, "treeline-loader");
  private final ExecutorService storing =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "treeline-load-writer"));
  private @Nullable Future<?> underWay;
  private long lastBatchNanos = System.nanoTime() - BETWEEN_BATCHES_NANOS;
  private volatile boolean finishing;
  private volatile boolean stopping;

  Loader(
      Journal journal,
      RecentReads recent,
      EntryReader reader,
      UnaryOperator<Span> pricing,
      Store store,
      LongSupplier mostBytes) {
    this.journal = journal;
    this.recent = recent;
    this.reader = reader;
    this.pricing = span -> priced(span, pricing);
    this.store = store;
    this.mostBytes = mostBytes;
  }

  void start() {
    gatherer.start();
  }

  /** Loads what is there, at most so long; what is under way then still ends. */
  void close(Duration timeout) {
    finishing = true;
    journal.stopWaiting();
    boolean interrupted = false;
    try {
      gatherer.join(Math.max(1, timeout.toMillis()));
    } catch (InterruptedException e) {
      interrupted = true;
    }
    stopping = true;
    while (gatherer.isAlive()) {
      try {
        gatherer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    storing.shutdown();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (JournalCursor cursor = journal.cursor()) {
      Batch batch = new Batch(cursor.position(), mostBytes.getAsLong());
      while (!stopping && !(finishing && batch.isEmpty() && cursor.position() >= journal.end())) {
        batch = carefulStep(cursor, batch);
      }
      awaitStored();
    } catch (InterruptedException e) {
      // Nobody but us has this thread; what is not loaded stays in the journal.
      Thread.currentThread().interrupt();
    }
  }

  /** A fault of ours must not end loading: it goes on with what comes after the batch so far. */
  private Batch carefulStep(JournalCursor cursor, Batch batch) throws InterruptedException {
    try {
      return step(cursor, batch);
    } catch (RuntimeException | Error e) {
      logger.error("gathering from the journal failed; it is tried again", e);
      cursor.moveTo(batch.end());
      Thread.sleep(RETRY_MILLIS[RETRY_MILLIS.length - 1]);
      return batch;
    }
  }

  /** Adds to the batch, or starts to store it, or waits; the batch to go on with. */
  private Batch step(JournalCursor cursor, Batch batch) throws InterruptedException {
    if (!batch.isFull() && addNext(cursor, batch)) {
      return batch;
    }
    Future<?> before = underWay;
    if (finishing && batch.isEmpty()) {
      return batch;
    }
    if (batch.isEmpty() || (before != null && !before.isDone() && !batch.isFull() && !finishing)) {
      journal.awaitNews(cursor.position(), batch.isEmpty() ? IDLE_MILLIS : BUSY_MILLIS);
      return batch;
    }
    if (!batch.isFull() && !isDue()) {
      journal.awaitNews(cursor.position(), BUSY_MILLIS);
      return batch;
    }
    awaitStored();
    lastBatchNanos = System.nanoTime();
    Batch full = batch;
    underWay = storing.submit(() -> store(full));
    return new Batch(full.end(), mostBytes.getAsLong());
  }

  private boolean isDue() {
    return finishing
        || journal.isAwaited()
        || System.nanoTime() - lastBatchNanos >= BETWEEN_BATCHES_NANOS;
  }

  /** Whether there was an entry to add or to leave out. */
  private boolean addNext(JournalCursor cursor, Batch batch) throws InterruptedException {
    if (cursor.position() >= journal.end()) {
      return false;
    }
    RecentReads.Read read = recent.take(cursor.position());
    if (read != null) {
      cursor.moveTo(read.end());
      batch.add(read, pricing);
      return true;
    }
    long before = cursor.position();
    try {
      JournalRecord entry = cursor.next();
      if (entry == null) {
        batch.skipTo(cursor.position());
        return cursor.position() > before;
      }
      add(entry, batch);
      return true;
    } catch (IOException e) {
      logger.error("the journal cannot be read at position {}; it is tried again", before, e);
      cursor.moveTo(before);
      Thread.sleep(RETRY_MILLIS[RETRY_MILLIS.length - 1]);
      return false;
    }
  }

  /** A span without its cost is worth more than none. */
  private static Span priced(Span span, UnaryOperator<Span> pricing) {
    try {
      return pricing.apply(span);
    } catch (RuntimeException e) {
      logger.warn("span {} could not be priced", span.key(), e);
      return span;
    }
  }

  private void add(JournalRecord record, Batch batch) throws IOException {
    try {
      batch.add(
          new RecentReads.Read(
              record.entry().project(),
              record.start(),
              record.end(),
              record.entry().body().length,
              reader.read(record.entry())),
          pricing);
    } catch (RuntimeException e) {
      // It was read once, before it was acknowledged: another version's, or a fault of ours.
      journal.refuse(record, "it cannot be decoded again: " + e);
      batch.skipTo(record.end());
    }
  }

  private void awaitStored() throws InterruptedException {
    Future<?> before = underWay;
    underWay = null;
    if (before != null) {
      try {
        before.get();
      } catch (ExecutionException e) {
        // It ends only when all is stored, or when it is told to.
        throw new IllegalStateException("a load ended early", e.getCause());
      }
    }
  }

  /** Stores a batch, however long that takes; only closing ends it before. */
  private void store(Batch batch) {
    long complainedAt = 0;
    for (int attempt = 0; !stopping; attempt++) {
      try {
        store.put(batch);
        journal.loaded(batch.end());
        if (complainedAt != 0) {
          logger.info("the store can be written again");
        }
        return;
      } catch (RuntimeException | Error e) {
        if (complainedAt == 0 || System.nanoTime() - complainedAt > BETWEEN_COMPLAINTS_NANOS) {
          complainedAt = System.nanoTime();
          complain(e);
        }
        pause(RETRY_MILLIS[Math.min(attempt, RETRY_MILLIS.length - 1)]);
      }
    }
  }

  private void complain(Throwable failure) {
    String waiting = journal.status().waitingBytes() + " bytes wait in the journal";
    if (failure instanceof StoreException) {
      logger.error(
          "nothing can be stored now: {}. Nothing is lost: {}; it is tried again and again",
          failure.getMessage(),
          waiting);
    } else {
      logger.error("loading failed; {}; it is tried again and again", waiting, failure);
    }
  }

  private void pause(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    while (!stopping && System.nanoTime() < end) {
      try {
        Thread.sleep(Math.min(millis, 50));
      } catch (InterruptedException e) {
        // Nobody but us has this thread; it ends when it is closed.
        return;
      }
    }
  }
}
