package io.treeline.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processor time of the analysis: of one session by its size, and of many small ones in a store.
 */
final class AnalysisRun {

  private static final int[] SIZES = {1_000, 10_000, 100_000};
  private static final int SESSIONS = Integer.getInteger("treeline.benchmarks.sessions", 4_000);

  private AnalysisRun() {}

  /** Prints what it measures. */
  static void measure() throws IOException, InterruptedException {
    System.out.println(ofOne());
    System.out.println(inStore());
  }

  private static Table ofOne() throws IOException, InterruptedException {
    Table table =
        new Table(
            "Analysis of one session",
            "session",
            "spans",
            "first time in a new process, ms",
            "warm median, ms",
            "aim, ms");
    for (String shape : List.of("conversation", "tree")) {
      for (int size : SIZES) {
        String[] micros = run(shape, Integer.toString(size));
        table.row(
            shape,
            "%,d".formatted(size),
            millis(micros[0]),
            millis(micros[1]),
            size == 100_000 ? "1,000" : "");
      }
    }
    return table;
  }

  private static Table inStore() throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("treeline-analysis");
    try {
      String[] result = run("store", data.toString(), Integer.toString(SESSIONS));
      Table table =
          new Table(
              "Analysis of sessions of 41 spans, read from the store and kept there",
              "sessions",
              "processor time of one, ms");
      table.row(result[0], millis(result[1]));
      return table;
    } finally {
      try (Stream<Path> files = Files.walk(data)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static String millis(String micros) {
    return "%,.1f".formatted(Long.parseLong(micros) / 1e3);
  }

  /** The words of the last line. */
  private static String[] run(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Artifacts.java(),
                "-Xmx1g",
                "-cp",
                Artifacts.exporter() + File.pathSeparator + Artifacts.classPath(),
                AnalysisMain.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IllegalStateException("the measurement ended with exit code " + exit);
    }
    return printed.substring(printed.lastIndexOf('\n') + 1).split(" ");
  }
}
