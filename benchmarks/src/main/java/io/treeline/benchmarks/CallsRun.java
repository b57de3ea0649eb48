package io.treeline.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link CallLoad} without and under every agent, in turns: processor time, time and bytes per
 * call, export included.
 */
final class CallsRun {

  private static final int ROUNDS = Integer.getInteger("treeline.benchmarks.rounds", 3);
  private static final String SECONDS = System.getProperty("treeline.benchmarks.seconds", "6");

  private CallsRun() {}

  static Table measure() throws IOException, InterruptedException {
    int models = ForkedServer.freePort();
    int receiver = ForkedServer.freePort();
    try (ForkedServer model = start(models, ModelServer.class.getName(), "" + models);
        ForkedServer sink =
            start(receiver, ReceiverServer.class.getName(), "armeria", "" + receiver)) {
      List<Variant> variants = Variant.all(receiver);
      Map<String, List<Figures>> measured = new LinkedHashMap<>();
      for (int round = 0; round < ROUNDS; round++) {
        for (Variant variant : variants) {
          run(variant, models)
              .forEach(
                  (kind, figures) ->
                      measured
                          .computeIfAbsent(variant.name() + "/" + kind, key -> new ArrayList<>())
                          .add(figures));
        }
      }
      requireSpans(receiver, "/requests");
      requireSpans(receiver, "/peer-requests");
      if (model.cpu().isZero() || sink.cpu().isZero()) {
        throw new IllegalStateException("the servers did nothing");
      }
      return table(variants, measured);
    }
  }

  static ForkedServer start(int port, String main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(Artifacts.java(), "-cp", Artifacts.classPath(), main));
    command.addAll(List.of(arguments));
    return ForkedServer.start(command, port);
  }

  private static Table table(List<Variant> variants, Map<String, List<Figures>> measured) {
    Table table =
        new Table(
            "Calls through openai-java over loopback HTTP",
            "call",
            "agent",
            "CPU µs",
            "ratio",
            "time µs",
            "ratio",
            "bytes",
            "added CPU µs",
            "added bytes");
    for (String kind : List.of("sync", "tools", "stream")) {
      Figures plain = Figures.median(measured.getOrDefault("no agent/" + kind, List.of()));
      for (Variant variant : variants) {
        row(
            table,
            kind.equals("stream") ? "stream, " + CannedAnswers.CHUNKS + " chunks" : kind,
            variant.name(),
            Figures.median(measured.getOrDefault(variant.name() + "/" + kind, List.of())),
            plain,
            1);
      }
    }
    Figures chat = Figures.median(measured.getOrDefault("no agent/stream", List.of()));
    for (Variant variant : variants) {
      Figures stream = Figures.median(measured.getOrDefault(variant.name() + "/stream", List.of()));
      row(table, "one chunk of it", variant.name(), stream, chat, CannedAnswers.CHUNKS);
    }
    return table;
  }

  private static void row(
      Table table, String kind, String agent, Figures figures, Figures plain, int divisor) {
    table.row(
        kind,
        agent,
        String.format("%,.1f", figures.cpu() / 1e3 / divisor),
        String.format("%.2f", figures.cpu() / plain.cpu()),
        String.format("%,.1f", figures.nanos() / 1e3 / divisor),
        String.format("%.2f", figures.nanos() / plain.nanos()),
        String.format("%,.0f", figures.bytes() / divisor),
        String.format("%,.1f", (figures.cpu() - plain.cpu()) / 1e3 / divisor),
        String.format("%,.0f", (figures.bytes() - plain.bytes()) / divisor));
  }

  private static Map<String, Figures> run(Variant variant, int models)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Artifacts.java());
    command.add("-Xmx512m");
    command.addAll(variant.options());
    command.addAll(List.of("-cp", Artifacts.classPath(), CallLoad.class.getName()));
    command.addAll(List.of("http://127.0.0.1:" + models + "/v1", SECONDS));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the calls under " + variant.name() + " failed: " + printed);
    }
    Map<String, Figures> figures = new LinkedHashMap<>();
    for (String line : printed.lines().toList()) {
      String[] words = line.split(" ", -1);
      if (words.length == 4 && words[1].matches("\\d+")) {
        figures.put(
            words[0],
            new Figures(
                Double.parseDouble(words[1]),
                Double.parseDouble(words[2]),
                Double.parseDouble(words[3])));
      }
    }
    if (figures.size() != 3) {
      throw new IllegalStateException("three kinds of calls expected: " + printed);
    }
    return figures;
  }

  /** An agent that exports nothing would look cheap. */
  private static void requireSpans(int port, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    String count = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    if (Long.parseLong(count) == 0) {
      throw new IllegalStateException("nothing arrived at the receiver, by " + path);
    }
  }

  /** Per call: nanoseconds of processor time, nanoseconds, bytes. */
  private record Figures(double cpu, double nanos, double bytes) {

    static Figures median(List<Figures> rounds) {
      return new Figures(
          middle(rounds.stream().map(Figures::cpu).sorted().toList()),
          middle(rounds.stream().map(Figures::nanos).sorted().toList()),
          middle(rounds.stream().map(Figures::bytes).sorted().toList()));
    }

    private static double middle(List<Double> sorted) {
      return sorted.get(sorted.size() / 2);
    }
  }
}
