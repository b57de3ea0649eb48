package io.treeline.javaagent.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link SessionProgram} started in other ways than with our jar and its defaults. */
class OtherStartsIT {

  @Test
  void extensionInUpstreamAgent_tracesSessionsAndLeavesExportersAlone() throws Exception {
    try (OtlpTestReceiver receiver = OtlpTestReceiver.start();
        AgentJvm jvm =
            SessionRuns.program()
                .withExtensionOnly()
                .property("treeline.instrumentation.api-annotations.enabled", "false")
                .exportTo(receiver)
                .start()) {
      jvm.awaitSuccess();

      assertThat(SessionRuns.session(receiver.span("plain")))
          .containsEntry("session.id", "s-plain");
      assertThat(receiver.metrics()).isNotEmpty();
      // Switched off by our own key.
      assertThat(receiver.spans("execute_tool do_nothing")).isEmpty();
    }
  }

  @Test
  void fasterStart_asDocumented_carriesSessions() throws Exception {
    try (OtlpTestReceiver receiver = OtlpTestReceiver.start()) {
      AgentJvm.Builder program = SessionRuns.program().exportTo(receiver);
      List<String> options = documentedOptions();
      options.forEach(
          option -> program.property(option.split("=")[0].substring(2), option.split("=")[1]));
      try (AgentJvm jvm = program.start()) {
        jvm.awaitSuccess();
      }

      assertThat(options).hasSizeGreaterThan(5);
      assertThat(receiver.spans())
          .filteredOn(span -> "s-threads".equals(span.attribute("session.id")))
          .extracting(ReceivedSpan::name)
          .contains("in-executor", "in-future", "in-continuation", "in-reactor");
      assertThat(receiver.metrics()).isEmpty();
    }
  }

  private static List<String> documentedOptions() throws IOException {
    Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    return Files.readAllLines(module.resolveSibling("docs/configuration.md")).stream()
        .filter(line -> line.startsWith("-Dotel.instrumentation."))
        .toList();
  }
}
