package io.treeline.javaagent.instrumentation.agentscope;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.ContentOff;
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
    List<ReceivedSpan> spans =
        ContentOff.run(program(), "Hello", "Be brief", "A-17", "look it up", "Looks", "shipped");

    assertThat(ContentOff.named(spans, "chat tools", 2).get(0).attributes())
        .containsEntry("treeline.decision.chosen", List.of("lookup_order"))
        .containsEntry("gen_ai.usage.input_tokens", 21L);
    assertThat(spans).extracting(ReceivedSpan::name).contains("execute_tool lookup_order");
  }
}
