package io.treeline.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The built jars that are measured. */
final class Artifacts {

  private static final String DATADOG_VERSION = "1.68.1";

  /** Fetches what {@link #datadogAgent} looks for. */
  static final String DATADOG_COMMAND =
      "./mvnw -q -N dependency:copy -Dartifact=com.datadoghq:dd-java-agent:"
          + DATADOG_VERSION
          + " -DoutputDirectory=benchmarks/target/peers";

  private static final String ZIPKIN_VERSION = "3.6.1";

  private Artifacts() {}

  static Path agent() {
    return existing(Path.of("javaagent-extension/target/treeline-javaagent.jar"));
  }

  /** The OpenTelemetry agent as it comes. */
  static Path upstreamAgent() {
    return existing(Path.of("javaagent-extension/target/upstream/opentelemetry-javaagent.jar"));
  }

  /** Datadog's agent, when somebody has put it there; see {@link #DATADOG_COMMAND}. */
  static Optional<Path> datadogAgent() {
    Path jar = Path.of("benchmarks/target/peers/dd-java-agent-" + DATADOG_VERSION + ".jar");
    return Files.exists(jar) ? Optional.of(jar.toAbsolutePath()) : Optional.empty();
  }

  /** Zipkin's server, when somebody has put it there. */
  static Optional<Path> zipkin() {
    Path jar = Path.of("benchmarks/target/peers/zipkin-server-" + ZIPKIN_VERSION + "-exec.jar");
    if (!Files.exists(jar)) {
      System.err.println(
          "Zipkin's rows are left out: "
              + jar
              + " is missing; ./mvnw -q -N dependency:copy"
              + " -Dartifact=io.zipkin:zipkin-server:"
              + ZIPKIN_VERSION
              + ":jar:exec -DoutputDirectory=benchmarks/target/peers");
      return Optional.empty();
    }
    return Optional.of(jar.toAbsolutePath());
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
              + " does not exist: run ./mvnw -DskipTests package, and start from the project's"
              + " root");
    }
    return path.toAbsolutePath();
  }
}
