package io.treeline.javaagent.instrumentation.langchain4j.agentic;

import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.status;
import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.text;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel;
import io.treeline.javaagent.instrumentation.langchain4j.SpanDrawing;
import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every supported version of the agentic module shows of {@link AgenticScenarios}, which runs
 * once under the agent's jar.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AgenticContract {

  private static final String TOPOLOGY = "treeline.agent.topology";
  private static final String ITERATION = "treeline.agent.iteration";
  private static final String MAX = "treeline.agent.max_iterations";
  private static final String STOP = "treeline.agent.stop_reason";

  OtlpTestReceiver receiver;
  private ScriptedModel model;

  abstract String version();

  abstract String agenticVersion();

  Class<?> program() {
    return AgenticScenarios.class;
  }

  /** Span name of a workflow the application gave no name. */
  private static String untyped(String topology) {
    return "invoke_agent " + topology;
  }

  @BeforeAll
  void run() throws Exception {
    receiver = OtlpTestReceiver.start();
    model = ScriptedModel.start();
    script(model);
    try (AgentJvm jvm =
        AgentJvm.builder(program())
            .libraries(
                "dev.langchain4j:langchain4j-agentic:" + agenticVersion(),
                "dev.langchain4j:langchain4j-open-ai:" + version())
            .arguments(model.baseUrl())
            .exportTo(receiver)
            .start()) {
      jvm.awaitSuccess();
    }
  }

  @AfterAll
  void stop() {
    model.close();
    receiver.close();
  }

  private static void script(ScriptedModel model) {
    model
        .script("sequence-writer", text("draft"))
        .script("sequence-editor", text("story"))
        .script("endless-writer", text("draft"), text("draft"))
        .script("endless-editor", text("story"), text("story"))
        .script("finished-writer", text("draft"), text("draft"))
        .script("parallel-writer", text("draft"))
        .script("parallel-editor", text("story"))
        .script("supervised-writer", text("A knight rode out"))
        .script(
            "supervisor",
            text("{\"agentName\":\"writer\",\"arguments\":{\"topic\":\"knights\"}}"),
            text("{\"agentName\":\"done\",\"arguments\":{\"response\":\"A knight rode out\"}}"))
        .script("nested-writer", text("draft"))
        .script("nested-editor", text("story"), text("story"))
        .script("failing-writer", status(400))
        .script("conditional-editor", text("story"))
        .script("human-writer", text("draft"))
        .script("planned-writer", text("draft"))
        .script("planned-editor", text("story"))
        .script("streaming-writer", text("once upon"))
        .script("streaming-editor", text("the end"));
  }

  @Test
  void sequence_isAnAgentOfItsSubAgentsInTheSessionOfItsMemoryId() {
    assertThat(draw("storyTeller", TOPOLOGY, "session.id", "treeline.agent.parent.name", STOP))
        .containsExactly(
            "invoke_agent storyTeller session.id=reader-1 treeline.agent.stop_reason=final_answer"
                + " treeline.agent.topology=sequence",
            "  invoke_agent writer session.id=reader-1 treeline.agent.parent.name=storyTeller"
                + " treeline.agent.stop_reason=final_answer",
            "    chat sequence-writer session.id=reader-1",
            "  invoke_agent editor session.id=reader-1 treeline.agent.parent.name=storyTeller"
                + " treeline.agent.stop_reason=final_answer",
            "    chat sequence-editor session.id=reader-1");
  }

  @Test
  void subAgent_knowsItsDescriptionMethodInputAndOutput() {
    ReceivedSpan writer = agentOver("chat sequence-writer");

    assertThat(writer.attributes())
        .contains(
            entry("gen_ai.agent.name", "writer"),
            entry("gen_ai.agent.description", "Writes a story"),
            entry("code.function.name", AgenticScenarios.class.getName() + "$Writer.write"),
            entry(
                "gen_ai.input.messages",
                "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"dragons\"}]}]"),
            entry(
                "gen_ai.output.messages",
                "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"draft\"}],"
                    + "\"finish_reason\":\"stop\"}]"));
  }

  @Test
  void loop_stoppedByItsLimit_countsIterationsAndSaysSo() {
    assertThat(drawOver("chat endless-writer", TOPOLOGY, ITERATION, MAX, STOP))
        .containsExactly(
            untyped("loop")
                + " treeline.agent.max_iterations=2 treeline.agent.stop_reason=max_iterations"
                + " treeline.agent.topology=loop",
            "  invoke_agent writer treeline.agent.iteration=1"
                + " treeline.agent.stop_reason=final_answer",
            "    chat endless-writer",
            "  invoke_agent editor treeline.agent.iteration=1"
                + " treeline.agent.stop_reason=final_answer",
            "    chat endless-editor",
            "  invoke_agent writer treeline.agent.iteration=2"
                + " treeline.agent.stop_reason=final_answer",
            "    chat endless-writer",
            "  invoke_agent editor treeline.agent.iteration=2"
                + " treeline.agent.stop_reason=final_answer",
            "    chat endless-editor");
  }

  @Test
  void loop_doneBeforeItsLimit_hasItsAnswer() {
    assertThat(drawOver("chat finished-writer", ITERATION, MAX, STOP))
        .containsExactly(
            untyped("loop")
                + " treeline.agent.max_iterations=3 treeline.agent.stop_reason=final_answer",
            "  invoke_agent writer treeline.agent.iteration=1"
                + " treeline.agent.stop_reason=final_answer",
            "    chat finished-writer",
            "  invoke_agent writer treeline.agent.iteration=2"
                + " treeline.agent.stop_reason=final_answer",
            "    chat finished-writer");
  }

  @Test
  void parallel_subAgents_areChildrenOfTheirWorkflow() {
    List<String> drawn = drawOver("chat parallel-writer", TOPOLOGY);

    assertThat(drawn.get(0)).isEqualTo(untyped("parallel") + " treeline.agent.topology=parallel");
    assertThat(drawn.subList(1, drawn.size()))
        .containsExactlyInAnyOrder(
            "  invoke_agent writer",
            "    chat parallel-writer",
            "  invoke_agent editor",
            "    chat parallel-editor");
    assertThat(agentOver("chat parallel-editor").name()).isEqualTo("invoke_agent editor");
  }

  @Test
  void supervisor_decidesBetweenItsSubAgents() {
    List<String> drawn = drawOver("chat supervised-writer", TOPOLOGY, ITERATION, MAX, STOP);

    assertThat(drawn)
        .containsExactly(
            untyped("supervisor")
                + " treeline.agent.max_iterations=5 treeline.agent.stop_reason=final_answer"
                + " treeline.agent.topology=supervisor",
            "  invoke_agent PlannerAgent treeline.agent.stop_reason=final_answer",
            "    chat supervisor",
            "  invoke_agent writer treeline.agent.iteration=1"
                + " treeline.agent.stop_reason=final_answer",
            "    chat supervised-writer",
            "  invoke_agent PlannerAgent treeline.agent.stop_reason=final_answer",
            "    chat supervisor");
  }

  @Test
  void supervisor_tellsItsDecisionsAsEvents() {
    List<ReceivedSpan.ReceivedEvent> decisions = root("chat supervised-writer").events();

    assertThat(decisions).hasSize(2).allMatch(event -> event.name().equals("treeline.decision"));
    assertThat(decisions.get(0).attributes())
        .contains(
            entry("treeline.decision.type", "route"),
            entry("treeline.decision.chosen", List.of("writer")));
    assertThat((List<?>) decisions.get(0).attributes().get("treeline.decision.offered"))
        .map(Object::toString)
        .containsExactlyInAnyOrder("writer", "editor");
    assertThat((String) decisions.get(0).attributes().get("treeline.decision.arguments"))
        .contains("\"knights\"");
    assertThat(decisions.get(1).attributes()).contains(entry("treeline.decision.type", "stop"));
  }

  @Test
  void workflow_withinWorkflow_isOneAgentEach() {
    assertThat(drawOver("chat nested-writer", TOPOLOGY, ITERATION, STOP))
        .containsExactly(
            untyped("sequence")
                + " treeline.agent.stop_reason=final_answer treeline.agent.topology=sequence",
            "  invoke_agent writer treeline.agent.stop_reason=final_answer",
            "    chat nested-writer",
            "  "
                + untyped("loop")
                + " treeline.agent.stop_reason=max_iterations treeline.agent.topology=loop",
            "    invoke_agent editor treeline.agent.iteration=1"
                + " treeline.agent.stop_reason=final_answer",
            "      chat nested-editor",
            "    invoke_agent editor treeline.agent.iteration=2"
                + " treeline.agent.stop_reason=final_answer",
            "      chat nested-editor");
  }

  @Test
  void subAgent_thatFails_isAnErrorUpToTheRoot() {
    assertThat(drawOver("chat failing-writer", STOP))
        .containsExactly(
            untyped("sequence") + " ERROR treeline.agent.stop_reason=error",
            "  invoke_agent writer ERROR treeline.agent.stop_reason=error",
            "    chat failing-writer ERROR");
  }

  @Test
  void conditional_runsOnlyTheSubAgentsWhoseConditionHolds() {
    assertThat(drawOver("chat conditional-editor", TOPOLOGY, ITERATION, STOP))
        .containsExactly(
            untyped("conditional")
                + " treeline.agent.stop_reason=final_answer treeline.agent.topology=conditional",
            "  invoke_agent editor treeline.agent.stop_reason=final_answer",
            "    chat conditional-editor");
  }

  @Test
  void conditional_tellsWhichWasChosenOfWhich() {
    List<ReceivedSpan.ReceivedEvent> decisions = root("chat conditional-editor").events();

    assertThat(decisions).hasSize(1);
    assertThat(decisions.get(0).attributes())
        .contains(
            entry("treeline.decision.type", "route"),
            entry("treeline.decision.chosen", List.of("editor")));
  }

  @Test
  void personInTheLoop_isAHumanSpanWithTheAnswer() {
    assertThat(drawOver("chat human-writer", "treeline.span.kind", "treeline.human.type"))
        .containsExactly(
            untyped("sequence"),
            "  invoke_agent writer",
            "    chat human-writer",
            "  human askUser treeline.human.type=input treeline.span.kind=human");
    assertThat(receiver.span("human askUser").attributes())
        .contains(
            entry("gen_ai.agent.description", "Asks the publisher"),
            entry("treeline.output", "print it"))
        .doesNotContainKey("gen_ai.operation.name");
  }

  private List<String> draw(String agent, String... attributes) {
    return SpanDrawing.draw(receiver.spans(), receiver.span("invoke_agent " + agent), attributes);
  }

  /** The tree in which that model call is. */
  List<String> drawOver(String modelCall, String... attributes) {
    return SpanDrawing.draw(receiver.spans(), root(modelCall), attributes);
  }

  ReceivedSpan root(String modelCall) {
    String traceId = receiver.spans(modelCall).get(0).traceId();
    return receiver.spans().stream()
        .filter(span -> span.traceId().equals(traceId) && span.parentSpanId().isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private ReceivedSpan agentOver(String modelCall) {
    String parent = receiver.spans(modelCall).get(0).parentSpanId();
    return receiver.spans().stream()
        .filter(span -> span.spanId().equals(parent))
        .findFirst()
        .orElseThrow();
  }
}
