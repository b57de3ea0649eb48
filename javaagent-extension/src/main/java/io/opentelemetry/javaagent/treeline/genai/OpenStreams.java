package io.opentelemetry.javaagent.treeline.genai;

import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The streams that have not ended. Two daemon threads, started with the first stream, end those an
 * application forgets.
 */
final class OpenStreams {

  private static final Set<ModelStream> OPEN = ConcurrentHashMap.newKeySet();

  static void add(ModelStream stream) {
    OPEN.add(stream);
    Watch.start();
  }

  static void remove(ModelStream stream) {
    OPEN.remove(stream);
  }

  /** Returns what releases the watch; running it after the action ran is harmless. */
  static Runnable whenUnreachable(Object owner, Runnable action) {
    return Watch.CLEANER.register(owner, action)::clean;
  }

  static void endIdle() {
    long limit = GenAiConfig.get().streamIdleLimit().toNanos();
    long now = System.nanoTime();
    for (ModelStream stream : OPEN) {
      if (stream.isIdle(limit, now)) {
        stream.abandoned();
      }
    }
  }

  private OpenStreams() {}

  /** Holds the threads apart, so that an application without streams starts none. */
  private static final class Watch {
    static final Cleaner CLEANER =
        Cleaner.create(runnable -> daemon(runnable, "treeline-stream-cleaner"));

    static {
      long limitMillis = GenAiConfig.get().streamIdleLimit().toMillis();
      long period = Math.max(50, Math.min(limitMillis / 4, 30_000));
      ScheduledExecutorService timer =
          Executors.newSingleThreadScheduledExecutor(
              runnable -> daemon(runnable, "treeline-stream-idle"));
      ScheduledFuture<?> unused =
          timer.scheduleWithFixedDelay(
              () -> {
                try {
                  endIdle();
                } catch (Throwable e) {
                  Failures.record("idle streams", e);
                }
              },
              period,
              period,
              TimeUnit.MILLISECONDS);
    }

    static void start() {
      // Loading the class does it.
    }

    private static Thread daemon(Runnable runnable, String name) {
      Thread thread = new Thread(null, runnable, name, 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(null);
      return thread;
    }
  }
}
