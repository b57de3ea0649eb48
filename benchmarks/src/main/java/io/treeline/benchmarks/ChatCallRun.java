package io.treeline.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** {@link ChatCallBenchmark} without the agent and under it, with spans really exported. */
final class ChatCallRun {

  private ChatCallRun() {}

  static Table measure() throws IOException, InterruptedException {
    Table table =
        new Table(
            "One chat call",
            "variant",
            "ns per call",
            "± ns",
            "bytes per call",
            "added ns",
            "added bytes");
    int port = ForkedServer.freePort();
    List<String> receiver =
        List.of(
            Artifacts.java(),
            "-cp",
            Artifacts.classPath(),
            ReceiverServer.class.getName(),
            "armeria",
            Integer.toString(port));
    try (ForkedServer server = ForkedServer.start(receiver, port)) {
      String agent = "-javaagent:" + Artifacts.agent();
      String endpoint = "-Dotel.exporter.otlp.endpoint=http://127.0.0.1:" + port;
      String protocol = "-Dotel.exporter.otlp.protocol=http/protobuf";
      String noContent = "-Dotel.instrumentation.genai.capture-message-content=false";
      Figures plain = run();
      row(table, "no agent", plain, plain);
      row(table, "agent, content on", run(agent, endpoint, protocol), plain);
      row(table, "agent, content off", run(agent, endpoint, protocol, noContent), plain);
      long requests = requestsOf(port);
      if (requests == 0 || server.cpu().isZero()) {
        throw new IllegalStateException("the receiver saw no spans: the agent exported nothing");
      }
    }
    return table;
  }

  private static long requestsOf(int port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/requests")).build();
    return Long.parseLong(
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private record Figures(double nanos, double error, double bytes) {}

  private static Figures run(String... jvmArguments) {
    try {
      Collection<RunResult> results =
          new Runner(
                  new OptionsBuilder()
                      .include(ChatCallBenchmark.class.getName())
                      .forks(2)
                      .threads(1)
                      .jvmArgsAppend(jvmArguments)
                      .addProfiler(GCProfiler.class)
                      .build())
              .run();
      RunResult result = results.iterator().next();
      return new Figures(
          result.getPrimaryResult().getScore(),
          result.getPrimaryResult().getScoreError(),
          requireNonNull(
                  result.getSecondaryResults().get("gc.alloc.rate.norm"), "allocation profile")
              .getScore());
    } catch (RunnerException e) {
      throw new IllegalStateException("the chat benchmark did not run", e);
    }
  }

  private static void row(Table table, String name, Figures figures, Figures plain) {
    table.row(
        name,
        String.format("%,.0f", figures.nanos()),
        String.format("%,.0f", figures.error()),
        String.format("%,.0f", figures.bytes()),
        String.format("%,.0f", figures.nanos() - plain.nanos()),
        String.format("%,.0f", figures.bytes() - plain.bytes()));
  }
}
