package io.treeline.javaagent.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

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
