package io.treeline.javaagent.testing.library;

import io.treeline.api.internal.AgentBridge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Main class of the program: runs all scenarios and prints what the application saw. */
public final class ScenarioRunner {

  static final int CONCURRENT_CALLS = 8;

  public static void main(String[] arguments) throws Exception {
    LibraryScenarios library =
        (LibraryScenarios) Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
    run("chat", () -> library.chat("chat"));
    run("parameters", () -> library.parameters("parameters"));
    run("toolLoop", () -> library.toolLoop("tools"));
    run("streamDrained", () -> library.streamDrained("stream-drained"));
    run("streamDrainedNotClosed", () -> library.streamDrainedNotClosed("stream-unclosed"));
    run("streamClosedEarly", () -> library.streamClosedEarly("hanging-closed"));
    run("streamBroken", () -> library.streamDrained("broken"));
    run("streamAbandoned", () -> library.streamAbandoned("hanging-abandoned"));
    long abandoned = System.nanoTime();
    run("asyncChat", () -> library.asyncChat("async"));
    run("asyncStream", () -> library.asyncStream("async-stream"));
    run("asyncCancelled", () -> library.asyncCancelled("slow-cancelled"));
    run("errorBody", () -> library.chat("error"));
    run("asyncErrorBody", () -> library.asyncChat("error-async"));
    run("timeout", () -> timeout(library));
    run("flaky", () -> library.chat("flaky"));
    run("asyncFlaky", () -> library.asyncChat("flaky-async"));
    run("sessionHeaders", () -> library.sessionHeaders("headers"));
    run("concurrent", () -> concurrent(library));
    run(
        "session",
        () -> {
          try (AutoCloseable session =
              AgentBridge.openSession("s-1", "Contract", "/contract", "u-1", Map.of("k", "v"))) {
            return library.chat("session") + library.callback("callback", "nested");
          }
        });
    run("others", library::others);
    awaitAbandoned(abandoned);
    // HTTP clients keep threads for a minute.
    System.exit(0);
  }

  /** Beneath the first cause a client's own timers race: which of them was first differs. */
  private static String timeout(LibraryScenarios library) {
    try {
      return library.timeout("slow-timeout");
    } catch (Throwable e) {
      return described(e, 2);
    }
  }

  private static String concurrent(LibraryScenarios library) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(CONCURRENT_CALLS);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < CONCURRENT_CALLS; i++) {
      answers.add(
          pool.submit(
              () -> {
                go.await();
                return library.chat("concurrent");
              }));
    }
    go.countDown();
    StringBuilder all = new StringBuilder();
    for (Future<String> answer : answers) {
      all.append(answer.get()).append(';');
    }
    pool.shutdown();
    return all.toString();
  }

  /** At least as long as the contract says, which is longer than the idle limit it sets. */
  private static void awaitAbandoned(long sinceNanos) throws InterruptedException {
    long lingerNanos = TimeUnit.MILLISECONDS.toNanos(Long.getLong("linger.millis"));
    do {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(250);
    } while (System.nanoTime() - sinceNanos < lingerNanos);
  }

  private static void run(String name, Scenario scenario) {
    long start = System.nanoTime();
    String seen;
    try {
      seen = scenario.run();
    } catch (Throwable e) {
      seen = described(e, Integer.MAX_VALUE);
    }
    System.out.println("TOOK " + name + " " + (System.nanoTime() - start) / 1_000_000 + " ms");
    System.out.println("SEEN " + name + ": " + seen.replace('\n', ' '));
  }

  /** Types of the exception, its causes and its suppressed ones, at most so many in a row. */
  private static String described(Throwable thrown, int limit) {
    StringBuilder out = new StringBuilder();
    int depth = 0;
    for (Throwable e = thrown; e != null && depth < limit; e = e.getCause()) {
      out.append(depth++ == 0 ? "" : " <- ").append(e.getClass().getName());
      for (Throwable suppressed : e.getSuppressed()) {
        out.append('+').append(suppressed.getClass().getName());
      }
    }
    return out.toString();
  }

  private interface Scenario {
    String run() throws Exception;
  }

  private ScenarioRunner() {}
}
