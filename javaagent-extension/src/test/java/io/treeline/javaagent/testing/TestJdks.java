package io.treeline.javaagent.testing;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The JDKs on which programs are run under the agent. */
public final class TestJdks {

  /** Environment variable: JAVA_HOME directories, separated as in a class path. */
  public static final String VARIABLE = "TREELINE_TEST_JDKS";

  /** Never empty: the JDK that runs the test when the variable is not set. */
  public static List<Path> all() {
    String homes = System.getenv(VARIABLE);
    if (homes == null || homes.isBlank()) {
      return List.of(running());
    }
    return Arrays.stream(homes.split(File.pathSeparator)).map(TestJdks::checked).toList();
  }

  /** The JDK that runs the test. */
  public static Path running() {
    return Path.of(System.getProperty("java.home"));
  }

  /** One of those on which programs for a later Java can be run; empty when there is none. */
  public static Optional<Path> atLeast(int feature) {
    return Stream.concat(Stream.of(running()), all().stream())
        .filter(home -> featureOf(home) >= feature)
        .findFirst();
  }

  private static int featureOf(Path home) {
    Properties release = new Properties();
    try (Reader file = Files.newBufferedReader(home.resolve("release"))) {
      release.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = release.getProperty("JAVA_VERSION").replace("\"", "");
    return Runtime.Version.parse(version).feature();
  }

  static Path java(Path home) {
    Path java = home.resolve("bin/java");
    return Files.isExecutable(java) ? java : home.resolve("bin/java.exe");
  }

  private static Path checked(String home) {
    Path path = Path.of(home.strip());
    if (!Files.isExecutable(java(path))) {
      throw new IllegalStateException(
          VARIABLE + " must name directories of JDKs: " + path + " has no bin/java");
    }
    return path;
  }

  private TestJdks() {}
}
