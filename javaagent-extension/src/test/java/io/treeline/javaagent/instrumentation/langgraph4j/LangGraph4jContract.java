package io.treeline.javaagent.instrumentation.langgraph4j;

import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel;
import io.treeline.javaagent.instrumentation.langchain4j.SpanDrawing;
import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every supported version of LangGraph4j shows of {@link LangGraph4jScenarios}, which runs
 * once under the agent's jar.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LangGraph4jContract {

  private static final String SESSION = "session.id";
  private static final String STOP = "treeline.agent.stop_reason";
  private static final String ITERATION = "treeline.agent.iteration";

  private OtlpTestReceiver receiver;
  private ScriptedModel model;

  abstract String version();

  /** Whether a graph at its limit fails; else it just ends. */
  abstract boolean failsAtLimit();

  /** Whether the library is a node ahead of who reads its stream, and runs a failed node again. */
  abstract boolean readsAhead();

  @BeforeAll
  void run() throws Exception {
    receiver = OtlpTestReceiver.start();
    model = scripted();
    try (AgentJvm jvm = program(model).exportTo(receiver).start()) {
      jvm.awaitSuccess();
    }
  }

  /** A model that answers each of the program's questions once. */
  static ScriptedModel scripted() throws Exception {
    return ScriptedModel.start()
        .script("triage", text("money back"))
        .script("refund", text("refunded"))
        .script("left", text("left here"))
        .script("right", text("right here"))
        .script("charge", text("charged"));
  }

  final AgentJvm.Builder program(ScriptedModel asked) {
    return AgentJvm.builder(LangGraph4jScenarios.class)
        .libraries(
            "org.bsc.langgraph4j:langgraph4j-core:" + version(),
            "dev.langchain4j:langchain4j-open-ai:1.19.0")
        .arguments(asked.baseUrl());
  }

  @AfterAll
  void stop() {
    model.close();
    receiver.close();
  }

  @Test
  void graph_isAWorkflowOfItsNodesInTheSessionOfItsThread() {
    assertThat(draw(rootOf("execute_node triage"), SESSION, STOP, "treeline.session.id_source"))
        .containsExactly(
            "invoke_workflow graph session.id=thread-7 treeline.agent.stop_reason=final_answer"
                + " treeline.session.id_source=framework",
            "  execute_node triage session.id=thread-7 treeline.session.id_source=framework",
            "    chat triage session.id=thread-7 treeline.session.id_source=framework",
            "  execute_node refund session.id=thread-7 treeline.session.id_source=framework",
            "    chat refund session.id=thread-7 treeline.session.id_source=framework");
    assertThat(rootOf("execute_node triage").attributes())
        .contains(
            entry("gen_ai.conversation.id", "thread-7"),
            entry("gen_ai.workflow.name", "graph"),
            entry("treeline.input", "{\"question\":\"Where is my money?\"}"));
  }

  @Test
  void node_hasItsNameAndWhatItAddsToTheState() {
    assertThat(receiver.span("execute_node refund").attributes())
        .contains(
            entry("treeline.node.name", "refund"),
            entry("treeline.span.kind", "node"),
            entry("openinference.span.kind", "CHAIN"),
            entry("treeline.agent.iteration", 1L),
            entry("treeline.output", "{\"answer\":\"refunded\"}"));
  }

  @Test
  void edges_areDecisionsWithWhatWasOnOfferWhereThereWasAChoice() {
    assertThat(decisions(rootOf("execute_node triage")))
        .containsExactly(
            "__START__ -> [triage]",
            "triage -> [refund] of [invoice, refund]",
            "refund -> [__END__]");
  }

  @Test
  void interruption_isAPersonAskedFromThenUntilTheGraphGoesOn() {
    ReceivedSpan interrupted = inThread("approved-1", "human");
    ReceivedSpan resumed = inThread("approved-1", "final_answer");
    ReceivedSpan asked = child(interrupted, "human publish");

    assertThat(asked.attributes())
        .contains(
            entry("treeline.human.type", "approval"),
            entry("treeline.human.decision", "approved"),
            entry("treeline.span.kind", "human"),
            entry(SESSION, "approved-1"));
    assertThat(asked.proto().getEndTimeUnixNano() - asked.proto().getStartTimeUnixNano())
        .isGreaterThan(40_000_000L);
    assertThat(resumed.proto().getLinksList())
        .extracting(link -> link.getSpanId())
        .containsExactly(interrupted.proto().getSpanId());
    assertThat(draw(resumed)).containsExactly("invoke_workflow graph", "  execute_node publish");
  }

  @Test
  void interruption_afterWhichTheStateIsChanged_isModified() {
    assertThat(
            child(inThread("changed-1", "human"), "human publish")
                .attribute("treeline.human.decision"))
        .isEqualTo("modified");
  }

  @Test
  void limit_reached_isSaid() {
    ReceivedSpan root = rootOf("execute_node spin");

    assertThat(root.status()).isEqualTo(failsAtLimit() ? "ERROR" : "UNSET");
    assertThat(root.attributes())
        .contains(entry(STOP, "max_iterations"), entry("treeline.agent.max_iterations", 4L));
    assertThat(draw(root, ITERATION))
        .containsExactly(
            "invoke_workflow graph" + (failsAtLimit() ? " ERROR" : ""),
            "  execute_node spin treeline.agent.iteration=1",
            "  execute_node spin treeline.agent.iteration=2",
            "  execute_node spin treeline.agent.iteration=3");
  }

  @Test
  void branches_atTheSameTime_areBesideEachOtherEachWithItsOwnCalls() {
    ReceivedSpan root = rootOf("execute_node fork");

    assertThat(draw(root))
        .hasSize(7)
        .startsWith("invoke_workflow graph", "  execute_node fork")
        .contains("  execute_node left", "  execute_node right")
        .endsWith("  execute_node join");
    assertThat(child(receiver.span("execute_node left"), "chat left")).isNotNull();
    assertThat(child(receiver.span("execute_node right"), "chat right")).isNotNull();
    assertThat(decisions(root)).contains("fork -> [left, right]");
  }

  @Test
  void subgraph_isAWorkflowNamedAfterItsNode() {
    assertThat(draw(rootOf("execute_node order")))
        .containsExactly(
            "invoke_workflow graph",
            "  execute_node order",
            "  invoke_workflow billing",
            "    execute_node charge",
            "      chat charge");
  }

  @Test
  void node_thatFails_isAnErrorUpToItsGraph() {
    List<String> drawn = draw(rootOf("execute_node broken"), STOP);

    assertThat(drawn).hasSize(readsAhead() ? 3 : 2);
    assertThat(drawn.get(0))
        .isEqualTo("invoke_workflow graph ERROR treeline.agent.stop_reason=error");
    assertThat(drawn.subList(1, drawn.size())).containsOnly("  execute_node broken ERROR");
    assertThat(receiver.spans("execute_node broken"))
        .extracting(span -> span.attribute("error.type"))
        .containsOnly("java.lang.IllegalStateException");
  }

  @Test
  void stream_readToItsEnd_isOneRun() {
    assertThat(draw(rootOf("execute_node streamed-1"), STOP))
        .containsExactly(
            "invoke_workflow graph treeline.agent.stop_reason=final_answer",
            "  execute_node streamed-1",
            "  execute_node streamed-2");
  }

  @Test
  void stream_nobodyReadsOn_endsAsCancelled() {
    assertThat(draw(rootOf("execute_node abandoned-1"), STOP))
        .hasSize(readsAhead() ? 3 : 2)
        .startsWith(
            "invoke_workflow graph treeline.agent.stop_reason=cancelled",
            "  execute_node abandoned-1");
  }

  private List<String> draw(ReceivedSpan root, String... attributes) {
    return SpanDrawing.draw(receiver.spans(), root, attributes);
  }

  private ReceivedSpan rootOf(String name) {
    String traceId = receiver.spans(name).get(0).traceId();
    return receiver.spans().stream()
        .filter(span -> span.traceId().equals(traceId) && span.parentSpanId().isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private ReceivedSpan inThread(String thread, String stopReason) {
    return receiver.spans("invoke_workflow graph").stream()
        .filter(span -> thread.equals(span.attribute(SESSION)))
        .filter(span -> stopReason.equals(span.attribute(STOP)))
        .findFirst()
        .orElseThrow();
  }

  private ReceivedSpan child(ReceivedSpan parent, String name) {
    return receiver.spans(name).stream()
        .filter(span -> span.parentSpanId().equals(parent.spanId()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> decisions(ReceivedSpan span) {
    return span.events().stream()
        .filter(event -> event.name().equals("treeline.decision"))
        .map(event -> decision(event.attributes()))
        .toList();
  }

  private static String decision(Map<String, Object> event) {
    Object offered = event.get("treeline.decision.offered");
    return event.get("treeline.edge.from")
        + " -> "
        + event.get("treeline.decision.chosen")
        + (offered == null ? "" : " of " + offered);
  }
}
