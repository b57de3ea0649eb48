package io.treeline.exporter;

import io.treeline.exporter.analysis.Autonomy;
import io.treeline.exporter.analysis.SessionAnalysis;
import io.treeline.exporter.analysis.SpanOutcome;
import io.treeline.exporter.analysis.Spend;
import io.treeline.exporter.analysis.TimeUse;
import io.treeline.exporter.store.OutcomeStore;
import io.treeline.exporter.store.SessionOutcomes;
import io.treeline.exporter.store.SessionOutcomes.Cost;
import io.treeline.exporter.store.SessionOutcomes.SpanRow;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.StoreException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Analyses sessions that have changed and keeps the findings, in a thread of its own that takes no
 * more than a fifth of one processor's time.
 */
final class SessionAnalyst implements AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(SessionAnalyst.class);

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final int AT_ONCE = 64;
  private static final int REST = 4;
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final SpanStore store;
  private final Set<OutcomeStore.Pending> failed = new HashSet<>();
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "session-analyst");
            thread.setDaemon(true);
            return thread;
          });

  private boolean renewed;

  SessionAnalyst(SpanStore store) {
    this.store = store;
  }

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
    long rest = REST * (cpuNanos() - start);
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

  /** Returns whether there may be more. */
  boolean analyseSome() {
    List<OutcomeStore.Pending> pending = store.outcomes().pending(AT_ONCE + failed.size());
    List<OutcomeStore.Analysed> analysed = new ArrayList<>();
    int done = 0;
    for (OutcomeStore.Pending session : pending) {
      if (executor.isShutdown()) {
        return false;
      }
      if (!failed.contains(session)) {
        analyse(session, analysed);
        done++;
      }
    }
    if (!analysed.isEmpty()) {
      store.outcomes().keepAll(analysed);
    }
    return done >= AT_ONCE;
  }

  private void analyse(OutcomeStore.Pending session, List<OutcomeStore.Analysed> analysed) {
    try {
      SessionAnalysis analysis =
          SessionAnalysis.of(store.reader().spansOf(session.sessionId(), false));
      analysed.add(
          new OutcomeStore.Analysed(
              outcomes(session.sessionId(), analysis),
              PathRows.of(analysis.decisions()),
              session.revision()));
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      // One that cannot be analysed must not stand in the way of all behind it.
      failed.add(session);
      logger.warn("session {} could not be analysed until it changes", session.sessionId(), e);
    }
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
