package io.treeline.javaagent.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
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

  /** The jar's own default is the part of the instrumentations that {@code SessionIT} runs with. */
  @Test
  void allInstrumentations_carrySessionsToo() throws Exception {
    try (OtlpTestReceiver receiver = OtlpTestReceiver.start();
        AgentJvm jvm =
            SessionRuns.program()
                .exportTo(receiver)
                .environment("TREELINE_AGENT_INSTRUMENTATION", "all")
                .start()) {
      assertThat(jvm.awaitSuccess().output())
          .contains("the OpenTelemetry agent's own instrumentations all are on");
      assertThat(receiver.spans())
          .filteredOn(span -> "s-threads".equals(span.attribute("session.id")))
          .extracting(ReceivedSpan::name)
          .contains("in-executor", "in-future", "in-continuation", "in-reactor");
      assertThat(receiver.metrics()).isEmpty();
    }
  }
}
