package io.treeline.javaagent.instrumentation.langchain4j.agentic;

import static io.treeline.javaagent.testing.ExpectedChat.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.treeline.javaagent.testing.ReceivedSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The newest version of the module. */
class AgenticNewestIT extends AgenticContract {

  @Override
  String version() {
    return "1.16.1";
  }

  @Override
  String agenticVersion() {
    return "1.16.1-beta26";
  }

  @Override
  Class<?> program() {
    return AgenticNewestScenarios.class;
  }

  @Test
  void subAgents_thatStream_areInTheTreeWithTheirWholeAnswers() {
    assertThat(drawOver("chat streaming-writer", "gen_ai.output.messages"))
        .containsExactly(
            "invoke_agent streamingTeller",
            "  invoke_agent writer gen_ai.output.messages=" + answer("once upon"),
            "    chat streaming-writer gen_ai.output.messages=" + answer("once upon"),
            "  invoke_agent editor gen_ai.output.messages=" + answer("the end"),
            "    chat streaming-editor gen_ai.output.messages=" + answer("the end"));
    assertThat(receiver.spans("chat streaming-editor").get(0).attribute("treeline.stream.end"))
        .isEqualTo("drained");
  }

  @Test
  void planner_ofTheApplication_tellsItsDecisionsAndHandoffs() {
    List<ReceivedSpan.ReceivedEvent> decisions = root("chat planned-writer").events();

    assertThat(decisions)
        .extracting(event -> event.attributes().get("treeline.decision.type"))
        .containsExactly("route", "handoff", "stop");
    assertThat(decisions.get(0).attributes())
        .contains(
            entry("treeline.decision.chosen", List.of("writer")),
            entry("treeline.decision.offered", List.of("writer", "editor")));
    assertThat(decisions.get(1).attributes())
        .contains(entry("treeline.handoff.from", "writer"), entry("treeline.handoff.to", "editor"));
  }
}
