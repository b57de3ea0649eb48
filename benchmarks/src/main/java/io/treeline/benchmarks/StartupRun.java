package io.treeline.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@link StartedMain} without and under every agent, in turns: time to main, processor time of the
 * whole process with its export, and the most memory it held.
 */
final class StartupRun {

  private static final int ROUNDS = Integer.getInteger("treeline.benchmarks.rounds", 7);

  /** What the shell's {@code times} says of its children: user and system time. */
  private static final Pattern TIMES =
      Pattern.compile("(\\d+)m([\\d.,]+)s\\s+(\\d+)m([\\d.,]+)s\\s*$");

  private StartupRun() {}

  static Table measure() throws IOException, InterruptedException {
    int models = ForkedServer.freePort();
    int receiver = ForkedServer.freePort();
    try (ForkedServer model =
            CallsRun.start(models, ModelServer.class.getName(), Integer.toString(models));
        ForkedServer sink =
            CallsRun.start(
                receiver, ReceiverServer.class.getName(), "armeria", Integer.toString(receiver))) {
      Map<Variant, List<Start>> starts = new LinkedHashMap<>();
      List<Variant> variants = Variant.all(receiver);
      for (int round = 0; round < ROUNDS; round++) {
        for (Variant variant : variants) {
          starts.computeIfAbsent(variant, key -> new ArrayList<>()).add(start(variant, models));
        }
      }
      if (model.cpu().isZero() || sink.cpu().isZero()) {
        throw new IllegalStateException("the servers did nothing");
      }
      return table(starts);
    }
  }

  private static Table table(Map<Variant, List<Start>> starts) {
    Table table =
        new Table(
            "Start of a program that makes one call",
            "agent",
            "ms to main",
            "lowest",
            "highest",
            "of OpenTelemetry's",
            "CPU s of the process",
            "of OpenTelemetry's",
            "memory MB");
    List<Start> upstream =
        starts.entrySet().stream()
            .filter(entry -> entry.getKey().name().startsWith("OpenTelemetry"))
            .findFirst()
            .orElseThrow()
            .getValue();
    starts.forEach(
        (variant, rounds) ->
            table.row(
                variant.name(),
                String.format("%.0f", median(rounds, Start::millisToMain)),
                String.format("%.0f", sorted(rounds, Start::millisToMain).get(0)),
                String.format("%.0f", sorted(rounds, Start::millisToMain).get(rounds.size() - 1)),
                ratio(rounds, upstream, Start::millisToMain),
                String.format("%.2f", median(rounds, Start::cpuSeconds)),
                ratio(rounds, upstream, Start::cpuSeconds),
                String.format("%.0f", median(rounds, Start::kilobytes) / 1024)));
    return table;
  }

  private static String ratio(
      List<Start> rounds, List<Start> upstream, ToDoubleFunction<Start> figure) {
    return String.format("%.2f", median(rounds, figure) / median(upstream, figure));
  }

  private static double median(List<Start> rounds, ToDoubleFunction<Start> figure) {
    return sorted(rounds, figure).get(rounds.size() / 2);
  }

  private static List<Double> sorted(List<Start> rounds, ToDoubleFunction<Start> figure) {
    return rounds.stream().map(figure::applyAsDouble).sorted().toList();
  }

  private static Start start(Variant variant, int models) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Artifacts.java());
    command.addAll(variant.options());
    command.addAll(List.of("-cp", Artifacts.classPath(), StartedMain.class.getName()));
    command.add("http://127.0.0.1:" + models + "/v1");
    StringBuilder shell = new StringBuilder();
    command.forEach(word -> shell.append('\'').append(word).append("' "));
    Path errors = Files.createTempFile("treeline-startup", ".log");
    Process process =
        new ProcessBuilder("/bin/sh", "-c", shell + "; times")
            .redirectError(errors.toFile())
            .start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    Matcher times = TIMES.matcher(printed);
    Matcher started = Pattern.compile("started (\\d+) (\\d+)").matcher(printed);
    if (!times.find() || !started.find()) {
      throw new IllegalStateException(
          "the program under " + variant.name() + " printed " + printed + "; see " + errors);
    }
    Files.delete(errors);
    return new Start(
        Double.parseDouble(started.group(1)),
        seconds(times.group(1), times.group(2)) + seconds(times.group(3), times.group(4)),
        Double.parseDouble(started.group(2)));
  }

  private static double seconds(String minutes, String seconds) {
    return Integer.parseInt(minutes) * 60 + Double.parseDouble(seconds.replace(',', '.'));
  }

  private record Start(double millisToMain, double cpuSeconds, double kilobytes) {}
}
