package io.treeline.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** JVM start to main, without and with the agent, in turns. */
final class StartupRun {

  private static final int ROUNDS = 7;

  private StartupRun() {}

  static Table measure() throws IOException, InterruptedException {
    List<Long> without = new ArrayList<>();
    List<Long> with = new ArrayList<>();
    String agent = "-javaagent:" + Artifacts.agent();
    for (int round = 0; round < ROUNDS; round++) {
      without.add(millisToMain(List.of()));
      with.add(millisToMain(List.of(agent, "-Dotel.traces.exporter=none")));
    }
    Table table =
        new Table("JVM start to main, ms", "variant", "median", "lowest", "highest", "rounds");
    row(table, "no agent", without);
    row(table, "treeline-javaagent.jar", with);
    return table;
  }

  private static void row(Table table, String name, List<Long> millis) {
    List<Long> sorted = millis.stream().sorted().toList();
    table.row(
        name,
        Long.toString(sorted.get(sorted.size() / 2)),
        Long.toString(sorted.get(0)),
        Long.toString(sorted.get(sorted.size() - 1)),
        Integer.toString(sorted.size()));
  }

  private static long millisToMain(List<String> options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Artifacts.java());
    command.addAll(options);
    command.addAll(List.of("-cp", Artifacts.classPath(), StartedMain.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    return Long.parseLong(printed.lines().reduce((first, last) -> last).orElseThrow());
  }
}
