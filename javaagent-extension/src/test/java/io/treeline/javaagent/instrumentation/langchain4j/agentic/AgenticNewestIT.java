package io.treeline.javaagent.instrumentation.langchain4j.agentic;

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
