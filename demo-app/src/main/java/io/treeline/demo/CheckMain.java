package io.treeline.demo;

import io.treeline.demo.check.SessionCheck;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * What the quickstart needs to know of a running exporter. Exit code 0 is yes, 1 is no, 2 a wrong
 * command.
 */
public final class CheckMain {

  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final String USAGE =
      """
      usage: CheckMain ready    URL SECONDS   waits until the exporter answers
             CheckMain ids      URL           prints the id of one session of each name, oldest first
             CheckMain sessions URL           prints all sessions as the expectations are written
             CheckMain expected URL SECONDS   waits until exactly the demo's sessions are stored
      """;

  private CheckMain() {}

  /** Runs one command against {@code URL}, such as {@code http://127.0.0.1:4319}. */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 2) {
      System.err.print(USAGE);
      System.exit(2);
    }
    SessionCheck check = new SessionCheck(args[1]);
    Duration wait = Duration.ofSeconds(args.length > 2 ? Long.parseLong(args[2]) : 0);
    switch (args[0]) {
      case "ready" -> exit(ready(check, wait));
      case "ids" -> check.oneOfEachName().forEach(System.out::println);
      case "sessions" -> check.found().forEach(System.out::println);
      case "expected" -> exit(expected(check, wait));
      default -> {
        System.err.print(USAGE);
        System.exit(2);
      }
    }
  }

  private static void exit(boolean good) {
    System.exit(good ? 0 : 1);
  }

  private static boolean ready(SessionCheck check, Duration wait) throws InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    while (!check.ready()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      Thread.sleep(PAUSE.toMillis());
    }
    return true;
  }

  private static boolean expected(SessionCheck check, Duration wait)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    List<String> differences = check.differences();
    while (!differences.isEmpty() && System.nanoTime() - deadline < 0) {
      Thread.sleep(PAUSE.toMillis());
      differences = check.differences();
    }
    differences.forEach(difference -> System.out.println(difference + "\n"));
    return differences.isEmpty();
  }
}
