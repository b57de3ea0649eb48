package io.treeline.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of the demo under the agent, as users start it. */
final class TracedDemo {

  private static final Pattern BILL =
      Pattern.compile(
          "(\\d+) calls, (\\d+) input tokens \\((\\d+) cached\\), (\\d+) output \\((\\d+) reasoning\\)");

  private final Matcher bill;

  private TracedDemo(Matcher bill) {
    this.bill = bill;
  }

  /**
   * Runs it to its end, after which the agent has sent everything.
   *
   * @param endpoint of OTLP over HTTP, such as {@code http://127.0.0.1:4318}
   */
  static TracedDemo run(Path jdk, Path directory, String endpoint)
      throws IOException, InterruptedException {
    List<String> arguments =
        List.of(
            "-javaagent:" + ForkedJava.jar("treeline.agent.jar"),
            "-Dotel.service.name=support-agent",
            "-Dotel.exporter.otlp.endpoint=" + endpoint,
            "-jar",
            ForkedJava.jar("treeline.demo.jar").toString());
    try (ForkedJava demo = ForkedJava.start(jdk, directory.resolve("demo.log"), arguments)) {
      String output = demo.awaitSuccess();
      Matcher bill = BILL.matcher(output);
      if (!bill.find()) {
        throw new AssertionError("the demo printed no bill:\n" + output);
      }
      return new TracedDemo(bill);
    }
  }

  /** Calls that the model server answered. */
  long billedCalls() {
    return Long.parseLong(bill.group(1));
  }

  /** Input, cached, output and reasoning tokens, as the model server counted them. */
  List<Long> billedTokens() {
    return List.of(
        Long.parseLong(bill.group(2)),
        Long.parseLong(bill.group(3)),
        Long.parseLong(bill.group(4)),
        Long.parseLong(bill.group(5)));
  }
}
