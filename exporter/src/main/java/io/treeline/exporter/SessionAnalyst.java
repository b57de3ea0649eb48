package io.treeline.exporter;

import io.treeline.exporter.analysis.Autonomy;
import io.treeline.exporter.analysis.SessionAnalysis;
import io.treeline.exporter.analysis.SpanOutcome;
import io.treeline.exporter.analysis.Spend;
import io.treeline.exporter.analysis.TimeUse;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.store.OutcomeStore.Analysed;
import io.treeline.exporter.store.OutcomeStore.Due;
import io.treeline.exporter.store.OutcomeStore.Pending;
import io.treeline.exporter.store.OutcomeStore.Turn;
import io.treeline.exporter.store.SessionOutcomes;
import io.treeline.exporter.store.SessionOutcomes.Cost;
import io.treeline.exporter.store.SessionOutcomes.SpanRow;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.StoreException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Analyses sessions that have changed and keeps the findings, in a thread of its own: a batch of
 * sessions at a time, each once it is {@link #TURN quiet}. While acknowledged spans wait to be
 * loaded it takes no more than a fifth of one processor's time, else two thirds.
 */
public final class SessionAnalyst implements AutoCloseable {

  /**
   * Three seconds after the last spans of a session came; 30 more for each 100,000 spans of it, and
   * once a minute while it never is quiet.
   */
  static final Turn TURN =
      new Turn(Duration.ofSeconds(3), Duration.ofMillis(300), Duration.ofMinutes(1));

  private static final Logger logger = LoggerFactory.getLogger(SessionAnalyst.class);

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final int SESSIONS_AT_ONCE = 256;
  private static final long SPANS_AT_ONCE = 20_000;
  private static final double REST = 0.5;
  private static final double REST_WHEN_BEHIND = 4;
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final SpanStore store;
  private final Turn turn;
  private final BooleanSupplier behind;
  private final Set<Pending> failed = new HashSet<>();
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "session-analyst");
            thread.setDaemon(true);
            return thread;
          });

  private boolean renewed;

  /**
   * An analyst that does nothing yet.
   *
   * @param turn when a session is analysed
   * @param behind whether acknowledged spans wait to be loaded; cheap
   */
  public SessionAnalyst(SpanStore store, Turn turn, BooleanSupplier behind) {
    this.store = store;
    this.turn = turn;
    this.behind = behind;
  }

  /** Analyses from now on, until it is closed. */
  void start() {
    workIn(IDLE_NANOS);
  }

  /** Waits for what is being written: the store closes next. */
  @Override
  public void close() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
        logger.warn("the analysis of a session did not stop within 10 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Once: sessions that an older version of this program analysed. */
  private void renew() {
    if (!renewed) {
      long count = store.outcomes().renew(SessionAnalysis.VERSION);
      renewed = true;
      if (count > 0) {
        logger.info("{} sessions are analysed anew, for the analysis has changed", count);
      }
    }
  }

  private void work() {
    long start = cpuNanos();
    boolean more = false;
    try {
      renew();
      more = analyseSome();
    } catch (StoreException e) {
      logger.debug("sessions cannot be analysed now; it is tried again", e);
    } catch (RuntimeException e) {
      logger.warn("sessions could not be analysed; it is tried again", e);
    }
    double factor = behind.getAsBoolean() ? REST_WHEN_BEHIND : REST;
    long rest = (long) (factor * (cpuNanos() - start));
    workIn(more ? rest : Math.max(rest, IDLE_NANOS));
  }

  /** Of this thread: on a busy machine it waits more than it works, and need not rest from that. */
  private static long cpuNanos() {
    return THREADS.isCurrentThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  private void workIn(long nanos) {
    try {
      ScheduledFuture<?> unused = executor.schedule(this::work, nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // Closed meanwhile.
    }
  }

  /**
   * Analyses a batch of those whose turn has come.
   *
   * @return whether there may be more
   * @throws StoreException when the store cannot be read or written now
   */
  public boolean analyseSome() {
    List<Due> due = store.outcomes().due(turn, SESSIONS_AT_ONCE + failed.size());
    List<Pending> batch = batch(due);
    if (batch.isEmpty()) {
      return false;
    }
    Map<String, List<Span>> spans =
        store.reader().spansToAnalyse(batch.stream().map(Pending::sessionId).toList());
    List<Analysed> analysed = new ArrayList<>(batch.size());
    for (Pending session : batch) {
      if (executor.isShutdown()) {
        return false;
      }
      analyse(session, spans.getOrDefault(session.sessionId(), List.of()), analysed);
    }
    keep(analysed);
    return due.size() - failed.size() >= SESSIONS_AT_ONCE || batch.size() < due.size();
  }

  /** The first of them: as many as are read in little memory and written without a long wait. */
  private List<Pending> batch(List<Due> due) {
    List<Pending> batch = new ArrayList<>();
    long spans = 0;
    for (Due each : due) {
      if (failed.contains(each.session())) {
        continue;
      }
      spans += each.spans();
      if (!batch.isEmpty() && (spans > SPANS_AT_ONCE || batch.size() >= SESSIONS_AT_ONCE)) {
        break;
      }
      batch.add(each.session());
    }
    return batch;
  }

  private void analyse(Pending session, List<Span> spans, List<Analysed> analysed) {
    try {
      SessionAnalysis analysis = SessionAnalysis.of(spans);
      analysed.add(
          new Analysed(
              outcomes(session.sessionId(), analysis),
              PathRows.of(analysis.decisions()),
              session.revision()));
    } catch (RuntimeException e) {
      giveUp(session, e);
    }
  }

  private void keep(List<Analysed> analysed) {
    try {
      store.outcomes().keepAll(analysed);
    } catch (RuntimeException e) {
      if (analysed.size() == 1 || !store.check().isHealthy()) {
        throw e;
      }
      // One of them is to blame: each stands for itself.
      analysed.forEach(this::keepAlone);
    }
  }

  private void keepAlone(Analysed one) {
    try {
      store.outcomes().keepAll(List.of(one));
    } catch (RuntimeException e) {
      if (!store.check().isHealthy()) {
        throw e;
      }
      giveUp(new Pending(one.outcomes().sessionId(), one.revision()), e);
    }
  }

  /** One that cannot be analysed must not stand in the way of all behind it. */
  private void giveUp(Pending session, RuntimeException e) {
    failed.add(session);
    logger.warn("session {} could not be analysed until it changes", session.sessionId(), e);
  }

  static SessionOutcomes outcomes(String sessionId, SessionAnalysis analysis) {
    Autonomy autonomy = analysis.autonomy();
    TimeUse time = analysis.time();
    return new SessionOutcomes(
        sessionId,
        SessionAnalysis.VERSION,
        cost(analysis.recovered(), 0),
        analysis.loops().size(),
        cost(analysis.wasted(), analysis.wasted().calls()),
        analysis.comparedCalls(),
        analysis.unknownCalls(),
        autonomy.humanFree(),
        autonomy.interventions().size(),
        autonomy.approved(),
        autonomy.rejected(),
        autonomy.handoffs().size(),
        autonomy.limitsReached(),
        time.working(),
        time.waiting(),
        time.idle(),
        time.critical(),
        time.parallelism(),
        analysis.outcomes().stream().map(SessionAnalyst::row).toList());
  }

  private static SpanRow row(SpanOutcome outcome) {
    Integer loop = outcome.loop();
    return new SpanRow(
        outcome.span(),
        outcome.outcome().name(),
        outcome.path(),
        outcome.cause(),
        name(outcome.nextStep()),
        name(outcome.evidence()),
        outcome.recoveredBy(),
        outcome.attempts(),
        cost(outcome.recovery(), 0),
        loop == null ? null : (Long) loop.longValue(),
        outcome.redundant());
  }

  private static @Nullable String name(@Nullable Enum<?> constant) {
    return constant == null ? null : constant.name();
  }

  private static Cost cost(Spend spend, long calls) {
    return new Cost(
        calls, spend.nanos(), spend.inputTokens(), spend.outputTokens(), spend.costUsd());
  }
}
