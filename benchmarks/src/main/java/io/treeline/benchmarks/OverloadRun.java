package io.treeline.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Far more than an exporter can load, for minutes: what is acknowledged must be stored in the end,
 * the rest refused, memory flat, and recovery by itself. {@code -Dtreeline.benchmarks.minutes=}, or
 * {@code -Dtreeline.benchmarks.overload.seconds=}.
 */
final class OverloadRun {

  private static final Duration LENGTH =
      Duration.ofSeconds(
          Integer.getInteger(
              "treeline.benchmarks.overload.seconds",
              60 * Integer.getInteger("treeline.benchmarks.minutes", 5)));
  private static final int CLIENTS = Integer.getInteger("treeline.benchmarks.overload.clients", 64);

  private OverloadRun() {}

  static Table measure() throws IOException, InterruptedException, ExecutionException {
    Table table =
        new Table(
            "Overload: " + CLIENTS + " clients without a pause, " + LENGTH.toSeconds() + " s",
            "sustainable, loaded spans/s",
            "offered requests of it",
            "acknowledged spans",
            "refused requests",
            "stored spans",
            "resident MB after a tenth",
            "most resident MB",
            "s to recover");
    try (RunningTreeline treeline = RunningTreeline.start("1g", "--journal-max-bytes=256MB")) {
      OtlpPayload payload = OtlpPayload.of(50, OtlpPayload.Kind.CONVERSATION);
      OtlpLoad.Target target = OtlpLoad.Target.GRPC;
      OtlpLoad calm = new OtlpLoad(treeline.port(target), target, payload, 4);
      calm.run(Duration.ofSeconds(10));
      treeline.awaitLoaded();
      long calmStart = System.nanoTime();
      long calmBefore = treeline.counter("spans_stored");
      calm.run(Duration.ofSeconds(15));
      treeline.awaitLoaded();
      double sustainable =
          (treeline.counter("spans_stored") - calmBefore) / ((System.nanoTime() - calmStart) / 1e9);
      long storedBefore = treeline.counter("spans_stored");
      Memory memory = new Memory(treeline);
      OtlpLoad.Result result =
          new OtlpLoad(treeline.port(target), target, payload, CLIENTS).run(LENGTH);
      long end = System.nanoTime();
      treeline.awaitLoaded();
      double recovered = (System.nanoTime() - end) / 1e9;
      memory.stop();
      long stored = treeline.counter("spans_stored") - storedBefore;
      double offered = (result.spans() + 50.0 * result.refused()) / (result.wall().toNanos() / 1e9);
      table.row(
          String.format("%,.0f", sustainable),
          String.format("%.1f times", offered / sustainable),
          String.format("%,d", result.spans()),
          String.format("%,d", result.refused()),
          String.format("%,d", stored),
          String.format("%,d", memory.early >> 20),
          String.format("%,d", memory.most >> 20),
          String.format("%.1f", recovered));
      if (stored < result.spans()) {
        throw new IllegalStateException(
            "acknowledged " + result.spans() + " spans, stored " + stored);
      }
    }
    return table;
  }

  /** Looks at the exporter's resident memory every half second. */
  private static final class Memory {
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final CompletableFuture<Void> sampling;
    private volatile long early;
    private volatile long most;

    Memory(RunningTreeline treeline) {
      long start = System.nanoTime();
      sampling =
          CompletableFuture.runAsync(
              () -> {
                while (!stopped.get()) {
                  try {
                    long now = treeline.residentBytes();
                    most = Math.max(most, now);
                    if (System.nanoTime() - start < LENGTH.toNanos() / 10) {
                      early = Math.max(early, now);
                    }
                    TimeUnit.MILLISECONDS.sleep(500);
                  } catch (IOException | InterruptedException e) {
                    return;
                  }
                }
              });
    }

    void stop() {
      stopped.set(true);
      sampling.join();
    }
  }
}
