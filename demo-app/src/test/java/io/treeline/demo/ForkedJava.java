package io.treeline.demo;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, with its output in a file. Closing it ends it. */
final class ForkedJava implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(20);

  private final Process process;
  private final Path output;

  private ForkedJava(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts {@code java} with these arguments.
   *
   * @param jdk a JAVA_HOME
   */
  static ForkedJava start(Path jdk, Path output, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(jdk.resolve("bin/java").toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    // Settings of whoever runs the build must not reach the JVM under test.
    builder
        .environment()
        .keySet()
        .removeIf(
            name ->
                name.startsWith("OTEL_")
                    || name.startsWith("TREELINE_")
                    || name.equals("JAVA_TOOL_OPTIONS"));
    return new ForkedJava(builder.start(), output);
  }

  /** Homes of the JDKs to test with: {@code TREELINE_TEST_JDKS}, else the running one. */
  static List<Path> jdks() {
    String homes = System.getenv("TREELINE_TEST_JDKS");
    if (homes == null || homes.isBlank()) {
      homes = System.getProperty("java.home");
    }
    return Arrays.stream(homes.split(File.pathSeparator, -1))
        .filter(home -> !home.isBlank())
        .map(Path::of)
        .toList();
  }

  /** A jar of this build, by the system property that failsafe sets. */
  static Path jar(String property) {
    Path jar = Path.of(System.getProperty(property, "(" + property + " is not set)")).normalize();
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          jar + " is missing: build it with ./mvnw package -pl demo-app -am -DskipTests");
    }
    return jar;
  }

  /** Waits for the end; the output when the exit code is 0, an error with the output otherwise. */
  String awaitSuccess() throws InterruptedException {
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("did not end within " + LIMIT + ":\n" + output());
    }
    if (process.exitValue() != 0) {
      throw new AssertionError("ended with exit code " + process.exitValue() + ":\n" + output());
    }
    return output();
  }

  boolean running() {
    return process.isAlive();
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the output of the JVM", e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(TIME_TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("had to be killed: did not stop within " + TIME_TO_STOP);
    }
  }
}
