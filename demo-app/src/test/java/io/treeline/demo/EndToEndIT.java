package io.treeline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.demo.check.SessionCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole way: the demo under the agent, its spans to the exporter, the sessions read back over
 * REST and compared line by line with {@code demo/expected}.
 */
class EndToEndIT {

  @TempDir Path directory;

  static List<Path> jdks() {
    return ForkedJava.jdks();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void demo_underTheAgent_leavesExactlyTheExpectedSessions(Path jdk) throws Exception {
    try (ForkedExporter exporter = ForkedExporter.start(directory)) {
      TracedDemo demo = TracedDemo.run(jdk, directory, exporter.otlpEndpoint());

      SessionCheck check = new SessionCheck(exporter.webEndpoint());
      // The agent has sent everything before its JVM ended, and what was taken is stored.
      assertThat(check.differences()).as(() -> log("demo.log")).isEmpty();
      assertThat(check.tokens()).isEqualTo(demo.billedTokens());
    }
  }

  private String log(String name) {
    try {
      return Files.readString(directory.resolve(name));
    } catch (IOException e) {
      return "no " + name + ": " + e;
    }
  }
}
