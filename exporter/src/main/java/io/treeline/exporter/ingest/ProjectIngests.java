package io.treeline.exporter.ingest;

import io.treeline.exporter.decode.OtlpFormat;
import io.treeline.exporter.decode.RawSpan;
import io.treeline.exporter.journal.Journal;
import io.treeline.exporter.journal.JournalException;
import io.treeline.exporter.journal.JournalSettings;
import io.treeline.exporter.journal.JournalStatus;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.receive.ExportOutcome;
import io.treeline.exporter.receive.SinkUnavailableException;
import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.RejectReason;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One journal and one {@link Ingest} for each project, so that a project whose store fails holds up
 * no other. Thread-safe.
 */
public final class ProjectIngests implements AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(ProjectIngests.class);

  private static final long LONGEST_WAIT_SECONDS = 5;

  private record Lane(Journal journal, Ingest ingest) {}

  private final IngestSettings settings;
  private final JournalPlaces places;
  private final long maxJournalBytes;
  private final Function<ProjectId, LoadTarget> targets;
  private final UnaryOperator<Span> pricing;
  private final ExporterTelemetry telemetry;
  private final Clock clock;
  private final RecentReads.Budget budget = RecentReads.Budget.ofHeap();
  private final Map<ProjectId, Lane> lanes = new ConcurrentHashMap<>();
  private final long sharedUntil;
  private volatile boolean loading;
  private volatile boolean closed;

  private ProjectIngests(
      IngestSettings settings,
      JournalPlaces places,
      long maxJournalBytes,
      Function<ProjectId, LoadTarget> targets,
      UnaryOperator<Span> pricing,
      ExporterTelemetry telemetry,
      Clock clock) {
    this.settings = settings;
    this.places = places;
    this.maxJournalBytes = maxJournalBytes;
    this.targets = targets;
    this.pricing = pricing;
    this.telemetry = telemetry;
    this.clock = clock;
    Lane first = open(ProjectId.DEFAULT, false);
    lanes.put(ProjectId.DEFAULT, first);
    this.sharedUntil = first.journal().end();
  }

  /**
   * Starts to keep what comes; loads nothing before {@link #load}.
   *
   * @param maxJournalBytes of each project's journal
   * @param targets where to load; may throw {@link StoreException} when it cannot be told now
   * @param pricing gives a span tokens nobody counted and its cost, or gives it back as it is
   * @param clock by which the times of what is received are judged
   * @throws JournalException when the journal of {@code default} cannot be used; another project's
   *     only keeps that project from being written
   */
  public static ProjectIngests start(
      IngestSettings settings,
      JournalPlaces places,
      long maxJournalBytes,
      Function<ProjectId, LoadTarget> targets,
      UnaryOperator<Span> pricing,
      ExporterTelemetry telemetry,
      Clock clock) {
    ProjectIngests ingests =
        new ProjectIngests(settings, places, maxJournalBytes, targets, pricing, telemetry, clock);
    for (ProjectId project : places.projects()) {
      ingests.loadWhatIsLeft(project);
    }
    return ingests;
  }

  /**
   * Starts to load what is in the journals, and what comes. Not before all ports are open: a
   * journal that a killed process left full would have the processors, and senders and readers
   * wait.
   */
  public void load() {
    loading = true;
    lanes.values().forEach(lane -> lane.ingest().load());
  }

  /** As {@link io.treeline.exporter.receive.ExportSink#accept}, of spans. */
  public ExportOutcome spans(ProjectId project, byte[] body, OtlpFormat format) {
    return ingest(project).spans(project, body, format);
  }

  /** As {@link io.treeline.exporter.receive.ExportSink#accept}, of log records. */
  public ExportOutcome logs(ProjectId project, byte[] body, OtlpFormat format) {
    return ingest(project).logs(project, body, format);
  }

  /** As {@link io.treeline.exporter.receive.ExportSink#accept}, of spans that replace others. */
  public ExportOutcome replace(ProjectId project, List<RawSpan> raw) {
    return ingest(project).replace(project, raw);
  }

  /**
   * Done once what a project was sent can be read; cancel it to stop waiting.
   *
   * @param position as its sender was answered; null for all that was acknowledged until now
   * @throws IllegalArgumentException when it is no position of this project's journal; says why
   */
  public CompletableFuture<Void> whenLoaded(ProjectId project, @Nullable String position) {
    Lane lane = lanes.get(project);
    if (lane == null) {
      if (position != null) {
        throw new IllegalArgumentException(
            "journal position %s is of another exporter's journal: this one has received nothing for project %s"
                .formatted(position, project));
      }
      return CompletableFuture.completedFuture(null);
    }
    Journal journal = lane.journal();
    return journal.whenLoaded(position == null ? journal.end() : journal.position(position));
  }

  /** How the journals do, of projects that have one open. */
  public Map<ProjectId, JournalStatus> status() {
    Map<ProjectId, JournalStatus> status = new TreeMap<>();
    lanes.forEach((project, lane) -> status.put(project, lane.journal().status()));
    return status;
  }

  /**
   * Forgets what a project was sent and is not in its store. Nobody may send to it any more.
   *
   * @throws StoreException when that cannot be done now; nothing was forgotten
   */
  public void forget(ProjectId project) {
    awaitSharedJournal();
    Lane lane = lanes.remove(project);
    if (lane != null) {
      lane.ingest().stop();
      lane.journal().close();
    }
    places.delete(project);
  }

  /** Loads what is in the journals, for a while at most, then stops. */
  @Override
  public void close() {
    closed = true;
    CompletableFuture.allOf(
            lanes.values().stream()
                .map(lane -> CompletableFuture.runAsync(() -> close(lane)))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  private static void close(Lane lane) {
    try {
      lane.ingest().close();
    } finally {
      lane.journal().close();
    }
  }

  private Ingest ingest(ProjectId project) {
    Lane lane = lanes.get(project);
    if (lane == null) {
      try {
        lane = lanes.computeIfAbsent(project, absent -> open(absent, true));
      } catch (JournalException | StoreException e) {
        telemetry.rejected(RejectReason.STORE_UNAVAILABLE, 1);
        throw new SinkUnavailableException("nothing can be kept now: " + e.getMessage(), e);
      }
    }
    return lane.ingest();
  }

  /**
   * A lane that runs.
   *
   * @param checked whether the project must be one that there is, or that may be made
   */
  private Lane open(ProjectId project, boolean checked) {
    if (closed) {
      throw new StoreException("the exporter is closing");
    }
    if (checked) {
      LoadTarget unused = targets.apply(project);
    }
    Journal journal = Journal.open(new JournalSettings(places.of(project), maxJournalBytes));
    Ingest ingest =
        Ingest.keeping(
            settings,
            journal,
            targets,
            pricing,
            telemetry,
            clock,
            new Ingest.Memory(budget, () -> Batch.mostBytes(lanes.size())));
    if (loading) {
      ingest.load();
    }
    return new Lane(journal, ingest);
  }

  /** Of a process before this one. A project without any gets its journal when it is sent to. */
  private void loadWhatIsLeft(ProjectId project) {
    try {
      if (!Journal.isLoaded(places.of(project))) {
        lanes.computeIfAbsent(project, absent -> open(absent, false));
      }
    } catch (JournalException e) {
      logger.error(
          "project {} cannot be written, and what it was sent before is not loaded: {}",
          project,
          e.getMessage());
    }
  }

  /** The journal of {@code default} was every project's once, and may still hold some of theirs. */
  private void awaitSharedJournal() {
    Lane shared = lanes.get(ProjectId.DEFAULT);
    if (shared == null) {
      return;
    }
    CompletableFuture<Void> loaded = shared.journal().whenLoaded(sharedUntil);
    try {
      loaded.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      loaded.cancel(false);
      throw new StoreException(
          "what was received before the last start is not in the stores yet; delete it later", e);
    } catch (InterruptedException e) {
      loaded.cancel(false);
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted; delete it later", e);
    }
  }
}
