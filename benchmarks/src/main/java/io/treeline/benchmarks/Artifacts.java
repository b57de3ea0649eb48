package io.treeline.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;

/** The built jars that are measured. */
final class Artifacts {

  private Artifacts() {}

  static Path agent() {
    return existing(Path.of("javaagent-extension/target/treeline-javaagent.jar"));
  }

  static Path exporter() {
    return existing(Path.of("exporter/target/treeline.jar"));
  }

  /** The class path of this process, for forked ones. */
  static String classPath() {
    return System.getProperty("java.class.path");
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static Path existing(Path path) {
    if (!Files.exists(path)) {
      throw new IllegalStateException(
          path.toAbsolutePath()
              + " does not exist: run ./mvnw -DskipTests package, and start from the project's root");
    }
    return path.toAbsolutePath();
  }
}
