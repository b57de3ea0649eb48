package io.treeline.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The questions of the dashboard over many spans. How many is said by {@code
 * -Dtreeline.benchmarks.spans=}.
 */
final class QueryRun {

  private static final long SPANS = Long.getLong("treeline.benchmarks.spans", 1_000_000);

  private QueryRun() {}

  /** Prints what it measures. */
  static void measure() throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("treeline-queries");
    try {
      run("fill", data.toString(), Long.toString(SPANS));
      // Another process: nothing is warm but what the operating system keeps of the file.
      run("ask", data.toString());
    } finally {
      try (Stream<Path> files = Files.walk(data)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void run(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Artifacts.java(),
                "-Xmx2g",
                "-cp",
                Artifacts.exporter() + File.pathSeparator + Artifacts.classPath(),
                QueryMain.class.getName()));
    command.addAll(List.of(arguments));
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("the measurement ended with exit code " + exit);
    }
  }
}
