package io.treeline.exporter.ingest;

import io.treeline.exporter.decode.OtlpFormat;
import io.treeline.exporter.decode.RawSpan;
import io.treeline.exporter.decode.RawSpanJson;
import io.treeline.exporter.journal.Journal;
import io.treeline.exporter.journal.JournalEntry;
import io.treeline.exporter.journal.JournalException;
import io.treeline.exporter.journal.JournalFullException;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.receive.ExportOutcome;
import io.treeline.exporter.receive.OverloadedException;
import io.treeline.exporter.receive.SinkUnavailableException;
import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.RejectReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Takes requests: reads them, keeps them in the journal, and has them loaded behind that.
 * Thread-safe; blocks until a request is kept.
 */
public final class Ingest implements AutoCloseable {

  private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT_FOR_STORED = Duration.ofSeconds(5);

  private final IngestSettings settings;
  private final Journal journal;
  private final Function<ProjectId, LoadTarget> targets;
  private final ExporterTelemetry telemetry;
  private final Clock clock;
  private final SpanRequests spans;
  private final LogRequests logs;
  private final RecentReads recent;
  private final Loader loader;
  private final AtomicBoolean loading = new AtomicBoolean();

  private Ingest(
      IngestSettings settings,
      Journal journal,
      Function<ProjectId, LoadTarget> targets,
      UnaryOperator<Span> pricing,
      ExporterTelemetry telemetry,
      Clock clock,
      Memory memory) {
    this.settings = settings;
    this.journal = journal;
    this.targets = targets;
    this.telemetry = telemetry;
    this.clock = clock;
    this.spans = new SpanRequests(settings.limits(), telemetry);
    this.logs = new LogRequests(settings.limits(), telemetry);
    this.recent = new RecentReads(memory.recent());
    this.loader =
        new Loader(
            journal,
            recent,
            new EntryReader(spans, logs),
            pricing,
            new Store(targets, journal, telemetry),
            memory.batch());
  }

  /**
   * What it may take of the heap.
   *
   * @param recent for what was read and waits
   * @param batch bytes of the bodies that are loaded together
   */
  record Memory(RecentReads.Budget recent, LongSupplier batch) {}

  /**
   * Starts to load what is in the journal, and what comes. For an exporter of one project; see
   * {@link ProjectIngests}.
   *
   * @param journal not closed with this
   * @param targets where to load; may throw {@link StoreException} when it cannot be told now
   * @param pricing gives a span tokens nobody counted and its cost, or gives it back as it is
   * @param clock by which the times of what is received are judged
   */
  public static Ingest start(
      IngestSettings settings,
      Journal journal,
      Function<ProjectId, LoadTarget> targets,
      UnaryOperator<Span> pricing,
      ExporterTelemetry telemetry,
      Clock clock) {
    Memory memory = new Memory(RecentReads.Budget.ofHeap(), () -> Batch.mostBytes(1));
    Ingest ingest = new Ingest(settings, journal, targets, pricing, telemetry, clock, memory);
    ingest.load();
    return ingest;
  }

  /** One that keeps what comes, and loads nothing yet. */
  static Ingest keeping(
      IngestSettings settings,
      Journal journal,
      Function<ProjectId, LoadTarget> targets,
      UnaryOperator<Span> pricing,
      ExporterTelemetry telemetry,
      Clock clock,
      Memory memory) {
    return new Ingest(settings, journal, targets, pricing, telemetry, clock, memory);
  }

  /** Starts to load; again changes nothing. */
  void load() {
    if (loading.compareAndSet(false, true)) {
      loader.start();
    }
  }

  /** As {@link io.treeline.exporter.receive.ExportSink#accept}, of spans. */
  public ExportOutcome spans(ProjectId project, byte[] body, OtlpFormat format) {
    Instant now = clock.instant();
    ReadRequest request = spans.read(body, format, now);
    return keep(project, JournalEntry.Signal.SPANS, encoding(format), now, body, request);
  }

  /** As {@link io.treeline.exporter.receive.ExportSink#accept}, of log records. */
  public ExportOutcome logs(ProjectId project, byte[] body, OtlpFormat format) {
    Instant now = clock.instant();
    ReadRequest request = logs.read(body, format, now);
    return keep(project, JournalEntry.Signal.LOGS, encoding(format), now, body, request);
  }

  /** As {@link io.treeline.exporter.receive.ExportSink#accept}, of spans that replace others. */
  public ExportOutcome replace(ProjectId project, List<RawSpan> raw) {
    Instant now = clock.instant();
    ReadRequest request = spans.corrections(raw, now);
    return keep(
        project,
        JournalEntry.Signal.CORRECTIONS,
        JournalEntry.Encoding.JSON,
        now,
        RawSpanJson.write(raw),
        request);
  }

  /** Loads what is in the journal, for a while at most, then stops. */
  @Override
  public void close() {
    loader.close(settings.closeTimeout());
    recent.close();
  }

  /** Stops at once; what is not loaded stays in the journal. */
  void stop() {
    loader.close(Duration.ZERO);
    recent.close();
  }

  private ExportOutcome keep(
      ProjectId project,
      JournalEntry.Signal signal,
      JournalEntry.Encoding encoding,
      Instant received,
      byte[] body,
      ReadRequest request) {
    if (request.contribution().isEmpty()) {
      return request.outcome();
    }
    JournalEntry entry =
        new JournalEntry(project.name(), signal, encoding, epochNanos(received), body);
    try {
      // A project that cannot be opened is better refused now than stuck in the journal.
      LoadTarget unused = targets.apply(project);
      long end =
          journal.append(
              entry,
              (start, after) ->
                  recent.add(
                      new RecentReads.Read(
                          project.name(), start, after, body.length, request.contribution())));
      if (settings.acknowledgesStored()) {
        awaitStored(end);
      }
      return request.outcome().at(journal.name(end));
    } catch (JournalFullException e) {
      throw new OverloadedException(
          RejectReason.OVERLOADED, String.valueOf(e.getMessage()), RETRY_WHEN_FULL);
    } catch (JournalException | StoreException e) {
      telemetry.rejected(RejectReason.STORE_UNAVAILABLE, request.outcome().accepted());
      throw new SinkUnavailableException("nothing can be kept now: " + e.getMessage(), e);
    }
  }

  /** It is kept already: whoever has waited long enough is told so. */
  private void awaitStored(long position) {
    CompletableFuture<Void> loaded = journal.whenLoaded(position);
    try {
      loaded.get(LONGEST_WAIT_FOR_STORED.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      loaded.cancel(false);
    } catch (InterruptedException e) {
      loaded.cancel(false);
      Thread.currentThread().interrupt();
    }
  }

  private static JournalEntry.Encoding encoding(OtlpFormat format) {
    return switch (format) {
      case PROTOBUF -> JournalEntry.Encoding.PROTOBUF;
      case JSON -> JournalEntry.Encoding.JSON;
    };
  }

  private static long epochNanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
  }
}
