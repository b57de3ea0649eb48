package io.treeline.javaagent.instrumentation.agentscope;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The newest supported version. */
class AgentScopeNewestIT extends AgentScopeContract {

  AgentScopeNewestIT() {
    super("2.0.0");
  }

  @Override
  String[] arguments() {
    return new String[] {"newest"};
  }

  @Test
  void session_ofTheCall_isThatOfAllBelow() {
    for (String name : List.of("invoke_agent session-agent", "chat in-session")) {
      assertThat(receiver.span(name).attributesWithoutThread())
          .containsEntry("session.id", "conversation-7")
          .containsEntry("treeline.session.id_source", "framework")
          .containsEntry("user.id", "u-7");
    }
  }

  @Test
  void contentOff_spansHoldNone() throws Exception {
    try (OtlpTestReceiver quiet = OtlpTestReceiver.start();
        AgentJvm jvm =
            program()
                .environment("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "NO_CONTENT")
                .exportTo(quiet)
                .start()) {
      jvm.awaitSuccess();

      assertThat(quiet.spans("execute_tool lookup_order")).isNotEmpty();
      for (ReceivedSpan span : quiet.spans()) {
        assertThat(span.attributes().values().toString())
            .as(span.name())
            .doesNotContain("Hello", "Be brief", "A-17", "look it up", "Looks", "shipped");
      }
    }
  }
}
