package io.treeline.exporter.store.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The engine's library, 70 MB, which the driver writes into the temporary directory each time and
 * takes away when the process ends in order: a killed one would leave it. Once it is loaded, Linux
 * needs its name no more.
 */
final class EngineLibrary {

  private static final Path MAPPED = Path.of("/proc/self/maps");
  private static final Pattern NAME = Pattern.compile("libduckdb_java\\d+\\.so");

  private EngineLibrary() {}

  /** To be called when the engine was used; where the system is another it does nothing. */
  static void forget() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    try {
      for (Path library : loaded(temporary)) {
        Files.deleteIfExists(library);
      }
    } catch (IOException | SecurityException e) {
      // Then it stays until the process ends, as it would without this.
      return;
    }
  }

  /** Those of this process in a directory. */
  static List<Path> loaded(Path directory) throws IOException {
    if (!Files.isReadable(MAPPED)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(MAPPED)) {
      return lines
          .map(line -> line.indexOf('/') < 0 ? "" : line.substring(line.indexOf('/')))
          .distinct()
          .filter(path -> !path.isEmpty() && !path.endsWith(" (deleted)"))
          .map(Path::of)
          .filter(
              path ->
                  directory.equals(path.getParent())
                      && NAME.matcher(String.valueOf(path.getFileName())).matches())
          .toList();
    }
  }
}
