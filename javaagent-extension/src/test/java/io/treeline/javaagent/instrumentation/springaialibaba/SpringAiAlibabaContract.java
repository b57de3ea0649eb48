package io.treeline.javaagent.instrumentation.springaialibaba;

import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.status;
import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.text;
import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.tools;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel;
import io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.ToolCall;
import io.treeline.javaagent.instrumentation.langchain4j.SpanDrawing;
import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is seen of Spring AI Alibaba, whatever its version. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SpringAiAlibabaContract {

  private final String[] libraries;
  private OtlpTestReceiver receiver;
  private List<String> seen;

  SpringAiAlibabaContract(String... libraries) {
    this.libraries = libraries;
  }

  @BeforeAll
  void run() throws IOException {
    receiver = OtlpTestReceiver.start();
    try (ScriptedModel model = scripted();
        AgentJvm jvm = program(model).exportTo(receiver).start()) {
      seen = jvm.awaitSuccess().output().lines().filter(l -> l.startsWith("SEEN ")).toList();
    }
  }

  @AfterAll
  void stop() {
    receiver.close();
  }

  AgentJvm.Builder program(ScriptedModel model) throws IOException {
    return AgentJvm.builder(SpringAiAlibabaProgram.class)
        .libraries(libraries)
        .property("server", model.baseUrl());
  }

  static ScriptedModel scripted() throws IOException {
    return ScriptedModel.start()
        .script("orders", tools(call("o1", "lookup_order")), text("It has been shipped."))
        .script("desk", tools(call("d1", "ask_refunds")), text("Refunded."))
        .script("refunds", text("Yes, refund."))
        .script("broken", status(400), status(400), status(400))
        .script("writer", text("A draft."))
        .script("editor", text("An edited draft."))
        .script("look", text("money"))
        .script("left", text("left here"))
        .script("right", text("right here"))
        .script("refund", text("refunded"))
        .script("after", text("after all"));
  }

  private static ToolCall call(String id, String name) {
    return new ToolCall(id, name, "{\"orderId\":\"A-17\"}");
  }

  @Test
  void application_seesWhatTheModelSaid() {
    assertThat(seen)
        .contains(
            "SEEN orders: It has been shipped.",
            "SEEN desk: Refunded.",
            "SEEN line: true",
            "SEEN graph: true",
            "SEEN after: after all");
  }

  @Test
  void agent_withATool_isATreeOfItsDecisionsWithoutTheClientBetween() {
    assertThat(drawn(receiver.span("invoke_agent order-agent")))
        .containsExactly(
            "invoke_agent order-agent treeline.agent.stop_reason=final_answer",
            "  chat orders treeline.agent.iteration=1 treeline.decision.chosen=[lookup_order]",
            "  execute_tool lookup_order gen_ai.tool.call.arguments={\"orderId\":\"A-17\"}"
                + " gen_ai.tool.call.id=o1"
                + " gen_ai.tool.call.result={\"result\":\"\\\"shipped A-17\\\"\"}",
            "  chat orders treeline.agent.iteration=2");
    ReceivedSpan agent = receiver.span("invoke_agent order-agent");
    assertThat((String) agent.attribute("gen_ai.input.messages")).contains("Where is A-17?");
    assertThat((String) agent.attribute("gen_ai.output.messages")).contains("It has been shipped.");
  }

  @Test
  void threadOfTheRun_isTheSessionOfAllBelow() {
    for (String name :
        List.of("invoke_agent order-agent", "execute_node look", "chat left", "chat refund")) {
      assertThat(receiver.span(name).attributesWithoutThread())
          .containsEntry("session.id", "thread-7")
          .containsEntry("treeline.session.id_source", "framework");
    }
  }

  @Test
  void agent_behindATool_isBelowItWithItsParent() {
    assertThat(drawn(receiver.span("invoke_agent support-agent")))
        .containsExactly(
            "invoke_agent support-agent treeline.agent.stop_reason=final_answer",
            "  chat desk treeline.agent.iteration=1 treeline.decision.chosen=[ask_refunds]",
            "  execute_tool ask_refunds gen_ai.tool.call.arguments={\"orderId\":\"A-17\"}"
                + " gen_ai.tool.call.id=d1"
                + " gen_ai.tool.call.result={\"result\":\"\\\"Yes, refund.\\\"\"}",
            "    invoke_agent refund-agent treeline.agent.stop_reason=final_answer",
            "      chat refunds treeline.agent.iteration=1",
            "  chat desk treeline.agent.iteration=2");
    assertThat(receiver.span("invoke_agent refund-agent").attribute("treeline.agent.parent.name"))
        .isEqualTo("support-agent");
  }

  /** What becomes of the agent is the library's to say: later versions answer with the error. */
  @Test
  void error_ofTheModel_failsItsCallBelowTheAgent() {
    String agent = receiver.span("invoke_agent broken-agent").spanId();

    assertThat(receiver.spans("chat broken"))
        .isNotEmpty()
        .allSatisfy(
            span -> {
              assertThat(span.status()).isEqualTo("ERROR");
              assertThat(span.parentSpanId()).isEqualTo(agent);
            });
  }

  @Test
  void sequence_isAWorkflowOfItsAgents() {
    ReceivedSpan line = receiver.span("invoke_workflow story-line");

    assertThat(line.attribute("treeline.agent.topology")).isEqualTo("sequence");
    assertThat(drawn(line))
        .containsExactly(
            "invoke_workflow story-line treeline.agent.stop_reason=final_answer",
            "  invoke_agent writer treeline.agent.stop_reason=final_answer",
            "    chat writer treeline.agent.iteration=1",
            "  invoke_agent editor treeline.agent.stop_reason=final_answer",
            "    chat editor treeline.agent.iteration=1");
  }

  @Test
  void graphOfTheApplications_isAWorkflowOfItsNodes() {
    ReceivedSpan graph = receiver.span("invoke_workflow triage");

    assertThat(graph.attributesWithoutThread())
        .containsEntry("treeline.agent.topology", "graph")
        .containsEntry("treeline.input", "{\"topic\":\"money\"}");
    for (String node : List.of("look", "left", "right", "refund")) {
      assertThat(receiver.span("execute_node " + node).parentSpanId()).isEqualTo(graph.spanId());
      assertThat(receiver.span("chat " + node).parentSpanId())
          .isEqualTo(receiver.span("execute_node " + node).spanId());
    }
    assertThat(receiver.span("execute_node left").attributesWithoutThread())
        .containsEntry("treeline.output", "{\"left\":\"left here\"}")
        .containsEntry("treeline.agent.iteration", 1L);
    assertThat(drawn(graph)).hasSize(10);
  }

  @Test
  void choiceOfAnEdge_isADecisionOfTheGraphs() {
    assertThat(receiver.span("invoke_workflow triage").events())
        .extracting(ReceivedSpan.ReceivedEvent::attributes)
        .anySatisfy(
            event ->
                assertThat(event)
                    .containsEntry("treeline.edge.from", "join")
                    .containsEntry("treeline.decision.offered", List.of("invoice", "refund"))
                    .containsEntry("treeline.decision.chosen", List.of("refund")));
  }

  @Test
  void callAfterAllThat_isBelowNothing() {
    assertThat(receiver.span("chat after").parentSpanId()).isEmpty();
  }

  private List<String> drawn(ReceivedSpan root) {
    return SpanDrawing.draw(
        receiver.spans(),
        root,
        "treeline.agent.stop_reason",
        "treeline.agent.iteration",
        "treeline.decision.chosen",
        "gen_ai.tool.call.id",
        "gen_ai.tool.call.arguments",
        "gen_ai.tool.call.result");
  }
}
