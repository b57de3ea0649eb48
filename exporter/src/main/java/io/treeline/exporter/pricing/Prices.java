package io.treeline.exporter.pricing;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The prices in force: the user's file, then the list fetched from the user's address, then the
 * shipped list. A look-up takes the first that has a row. Thread-safe.
 */
public final class Prices implements AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(Prices.class);

  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Duration RETRY = Duration.ofMinutes(5);

  private final PriceList shipped;
  private final @Nullable PriceFile file;
  private final @Nullable PriceDownload download;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private volatile PriceBook book;

  private Prices(PriceList shipped, @Nullable PriceFile file, @Nullable PriceDownload download) {
    this.shipped = shipped;
    this.file = file;
    this.download = download;
    this.book = combined(shipped, file, download);
  }

  /** The shipped list alone. */
  public static Prices shipped() {
    return new Prices(shippedList(), null, null);
  }

  /**
   * The shipped list, and before it a file that is read once.
   *
   * @throws IllegalArgumentException when the file cannot be used; the message names each row that
   *     is wrong
   */
  public static Prices withFile(Path path) {
    PriceFile file = new PriceFile(path, Clock.systemUTC());
    file.poll();
    String problem = file.watched().status().problem();
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
    return new Prices(shippedList(), file, null);
  }

  /**
   * Reads all lists and watches those that may change, until closed. Never fails: what cannot be
   * used is in {@link #status}, and in the log.
   */
  public static Prices start(PriceSettings settings) {
    return start(settings, POLL, PriceFile.MOST_BYTES);
  }

  static Prices start(PriceSettings settings, Duration poll, int mostBytes) {
    Clock clock = Clock.systemUTC();
    PriceFile file = settings.file() == null ? null : new PriceFile(settings.file(), clock);
    PriceDownload download =
        settings.url() == null
            ? null
            : new PriceDownload(settings.url(), settings.directory(), mostBytes, clock);
    if (file != null) {
      file.poll();
    }
    if (download != null) {
      download.loadKept();
    }
    if (file == null && download == null) {
      return shipped();
    }
    Prices prices = new Prices(shippedList(), file, download);
    if (file != null) {
      prices.repeat("prices-file", () -> prices.pollFile(poll), poll);
    }
    if (download != null) {
      prices.repeat("prices-url", () -> prices.refresh(settings.refresh()), Duration.ZERO);
    }
    return prices;
  }

  /** Which row prices a call, and why. */
  public PriceCheck check(PriceQuestion question) {
    return PriceCheck.of(question, book);
  }

  /**
   * The models of all lists.
   *
   * @param provider only this one's, under any name of it; null for all
   */
  public List<PricedModel> models(@Nullable String provider) {
    return PricedModel.all(book, provider);
  }

  /** Every list, the strongest first. */
  public List<PriceStatus> status() {
    List<PriceStatus> result = new ArrayList<>();
    if (file != null) {
      result.add(file.watched().status());
    }
    if (download != null) {
      result.add(download.watched().status());
    }
    String label = PriceList.Origin.SHIPPED.label();
    result.add(new PriceStatus(label, null, shipped.size(), null, null));
    return result;
  }

  @Override
  public void close() {
    closed.countDown();
    threads.forEach(Thread::interrupt);
  }

  PriceBook book() {
    return book;
  }

  private Duration pollFile(Duration interval) {
    if (file != null && file.poll()) {
      combine();
    }
    return interval;
  }

  private Duration refresh(Duration interval) {
    if (download == null) {
      return interval;
    }
    if (download.refresh()) {
      combine();
    }
    boolean failed = download.watched().status().problem() != null;
    return failed && interval.compareTo(RETRY) > 0 ? RETRY : interval;
  }

  /**
   * Works until closed.
   *
   * @param work says how long to wait until it is done again
   * @param first wait before it is done the first time
   */
  private void repeat(String name, Supplier<Duration> work, Duration first) {
    Thread thread =
        new Thread(
            () -> {
              Duration next = first;
              try {
                while (!closed.await(next.toMillis(), TimeUnit.MILLISECONDS)) {
                  next = RETRY;
                  try {
                    next = work.get();
                  } catch (RuntimeException e) {
                    logger.error("{} could not be looked at", name, e);
                  }
                }
              } catch (InterruptedException e) {
                logger.debug("{} is not looked at again: the exporter stops", name);
              }
            },
            name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private synchronized void combine() {
    book = combined(shipped, file, download);
  }

  private static PriceBook combined(
      PriceList shipped, @Nullable PriceFile file, @Nullable PriceDownload download) {
    List<PriceList> lists = new ArrayList<>();
    Optional.ofNullable(file).flatMap(one -> one.watched().list()).ifPresent(lists::add);
    Optional.ofNullable(download).flatMap(one -> one.watched().list()).ifPresent(lists::add);
    lists.add(shipped);
    return new PriceBook(lists);
  }

  private static PriceList shippedList() {
    PriceList list = PriceListReader.shipped();
    WatchedList.logRemarks(list.origin().label(), list.remarks());
    return list;
  }
}
