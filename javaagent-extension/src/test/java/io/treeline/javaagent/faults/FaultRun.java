package io.treeline.javaagent.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs every scenario once with all of ours working, and then again for each method of ours that
 * ran, with that method failing. Prints what differs.
 */
final class FaultRun {

  private static final Duration LIMIT = Duration.ofSeconds(Long.getLong("limit.seconds"));

  /** Of how many methods one fails; 1 for all. */
  private static final int EVERY = Integer.getInteger("every");

  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LATER = Duration.ofSeconds(8);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Faults faults = Faults.get();
  private final Map<String, Callable<String>> scenarios;

  /** What the application sees when nothing fails. */
  private final Map<String, String> expected = new LinkedHashMap<>();

  FaultRun(Map<String, Callable<String>> scenarios) {
    this.scenarios = scenarios;
  }

  void run() {
    // What runs at the first call only is no subject of a comparison.
    scenarios.forEach((name, scenario) -> expected.put(name, seen(scenario, FIRST)));
    System.out.println("EXPECTED " + expected);
    Map<String, List<String>> reaching = reaching();
    System.out.println("REACHED " + reaching.size());
    long start = System.nanoTime();
    List<String> methods = new ArrayList<>(reaching.keySet());
    for (int i = 0; i < methods.size(); i += EVERY) {
      String method = methods.get(i);
      check(System.nanoTime() - start < LIMIT.toNanos(), "no time left for " + method);
      fail(method, reaching.get(method));
    }
    System.out.println("TOOK " + (System.nanoTime() - start) / 1_000_000 + " ms");
    System.out.println("FAILED " + faults.thrown());
    scenarios.forEach(
        (name, scenario) ->
            check(
                seen(scenario, LATER).equals(expected.get(name)),
                name + " is no longer as before"));
  }

  /** Scenarios by the method of ours that runs in them. */
  private Map<String, List<String>> reaching() {
    Map<String, List<String>> reaching = new TreeMap<>();
    scenarios.forEach(
        (name, scenario) -> {
          faults.takeReached();
          String seen = seen(scenario, LATER);
          check(seen.equals(expected.get(name)), name + " differs from run to run: " + seen);
          faults
              .takeReached()
              .forEach(
                  method -> reaching.computeIfAbsent(method, m -> new ArrayList<>()).add(name));
        });
    return reaching;
  }

  private void fail(String method, List<String> reaching) {
    // Three at most: what many reach is reached in the same ways.
    for (String name : reaching.subList(0, Math.min(3, reaching.size()))) {
      faults.fail(method);
      String seen = seen(scenarios.get(name), LATER);
      faults.fail("");
      if (!seen.equals(expected.get(name))) {
        System.out.println("HARM to " + name + " by " + method + ": " + seen);
      }
    }
  }

  /** What the application sees; a scenario that does not end has been harmed. */
  private String seen(Callable<String> scenario, Duration limit) {
    Future<String> running = threads.submit(scenario);
    try {
      return running.get(limit.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      return e.getCause().getClass().getName() + ": " + e.getCause().getMessage();
    } catch (TimeoutException e) {
      running.cancel(true);
      return "does not end";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void check(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
  }
}
