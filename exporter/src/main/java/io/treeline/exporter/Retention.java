package io.treeline.exporter;

import io.treeline.exporter.config.RetentionConfig;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.store.Stores;
import io.treeline.exporter.store.Upkeep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every project within its limits, in a thread of its own that rests four times as long as it
 * works.
 */
final class Retention implements AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(Retention.class);

  private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(1);
  private static final int REST = 4;

  private final Stores stores;
  private final Upkeep.Limits limits;
  private final Clock clock;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "retention");
            thread.setDaemon(true);
            return thread;
          });

  Retention(Stores stores, RetentionConfig config, Clock clock) {
    this.stores = stores;
    this.limits = new Upkeep.Limits(config.age(), config.contentAge(), config.bytes());
    this.clock = clock;
  }

  void start() {
    if (limits.isBounded()) {
      ScheduledFuture<?> unused =
          executor.scheduleWithFixedDelay(
              this::round, 0, BETWEEN_ROUNDS.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void round() {
    for (ProjectId project : projects()) {
      try {
        if (!executor.isShutdown()) {
          keep(project);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (StoreException e) {
        logger.warn("project {} could not be kept within its limits; tried again", project, e);
      } catch (RuntimeException e) {
        logger.error("project {} could not be kept within its limits", project, e);
      }
    }
  }

  /** None while they cannot be told: an exception would end all rounds. */
  private Set<ProjectId> projects() {
    try {
      return stores.projects();
    } catch (RuntimeException e) {
      logger.warn("projects cannot be kept within their limits now; tried again", e);
      return Set.of();
    }
  }

  private void keep(ProjectId project) throws InterruptedException {
    Upkeep upkeep = stores.of(project).upkeep().orElse(null);
    if (upkeep == null) {
      return;
    }
    long sessions = 0;
    long spans = 0;
    boolean done = false;
    while (!done && !executor.isShutdown()) {
      long start = System.nanoTime();
      Upkeep.Step step = upkeep.retain(limits, nowNanos());
      sessions += step.sessions();
      spans += step.spans();
      done = step.done();
      TimeUnit.NANOSECONDS.sleep(done ? 0 : REST * (System.nanoTime() - start));
    }
    if (sessions > 0) {
      logger.info("project {}: deleted {} old sessions with {} spans", project, sessions, spans);
      upkeep.compact();
    }
  }

  private long nowNanos() {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000_000 + now.getNano();
  }

  /** Waits for the step under way: the stores close next. */
  @Override
  public void close() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(60, TimeUnit.SECONDS)) {
        logger.warn("the deletion of old sessions did not stop within a minute");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
