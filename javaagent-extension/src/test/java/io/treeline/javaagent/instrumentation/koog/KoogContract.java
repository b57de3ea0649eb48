package io.treeline.javaagent.instrumentation.koog;

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

/** What is seen of Koog, whatever its version. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KoogContract {

  private static final String LOOKUP =
      " gen_ai.tool.call.arguments={\"orderId\":\"A-17\"}"
          + " gen_ai.tool.call.result={\"result\":\"\\\"shipped A-17\\\"\"}";

  private final String version;
  private OtlpTestReceiver receiver;
  private List<String> seen;

  KoogContract(String version) {
    this.version = version;
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
    return AgentJvm.builder(KoogProgram.class)
        .libraries("ai.koog:koog-agents-jvm:" + version)
        .arguments("http://127.0.0.1:" + model.port());
  }

  static ScriptedModel scripted() throws IOException {
    return ScriptedModel.start()
        .script("orders", tools(lookup("o1", "A-17")), text("It has been shipped."))
        .script("both", tools(lookup("b1", "A-17"), lookup("b2", "B-4")), text("Both shipped."))
        .script(
            "desk",
            tools(new ToolCall("d1", "ask_refunds", "{\"orderId\":\"A-17\"}")),
            text("Refunded."))
        .script("refunds", text("Yes, refund."))
        .script("badtool", tools(lookup("t1", "none")), text("There is no such order."))
        .script("badmodel", status(400))
        .script(
            "greedy",
            tools(lookup("g1", "A-17")),
            tools(lookup("g2", "A-17")),
            tools(lookup("g3", "A-17")),
            tools(lookup("g4", "A-17")))
        .script("left", tools(lookup("l1", "A-17")), text("left"))
        .script("right", tools(lookup("r1", "A-17")), text("right"))
        .script("random", text("random"))
        .script("streamed", text("Hello there you"))
        .script("after", text("after all"));
  }

  private static ToolCall lookup(String id, String order) {
    return new ToolCall(id, "lookup_order", "{\"orderId\":\"" + order + "\"}");
  }

  @Test
  void application_seesWhatTheModelSaid() {
    assertThat(seen)
        .contains(
            "SEEN orders: It has been shipped.",
            "SEEN both: Both shipped.",
            "SEEN desk: Refunded.",
            "SEEN tool: There is no such order.",
            "SEEN left: left",
            "SEEN right: right",
            "SEEN streamed: Hello there you",
            "SEEN after: after all");
  }

  @Test
  void agent_withATool_isATreeOfItsDecisions() {
    assertThat(drawn("order-agent"))
        .containsExactly(
            "invoke_agent order-agent treeline.agent.max_iterations=20"
                + " treeline.agent.stop_reason=final_answer",
            "  chat orders treeline.agent.iteration=1 treeline.decision.chosen=[lookup_order]",
            "  execute_tool lookup_order" + LOOKUP,
            "  chat orders treeline.agent.iteration=2");
    ReceivedSpan choice = receiver.spans("chat orders").get(0);
    assertThat(choice.attributesWithoutThread())
        .containsEntry("gen_ai.provider.name", "openai")
        .containsEntry("gen_ai.request.model", "orders")
        .containsEntry("gen_ai.usage.input_tokens", 100L)
        .containsEntry("gen_ai.usage.output_tokens", 20L)
        .containsEntry("gen_ai.response.finish_reasons", List.of("tool_calls"))
        .containsEntry("treeline.decision.offered", List.of("lookup_order", "ask_refunds"));
    assertThat((String) choice.attribute("gen_ai.input.messages"))
        .contains("Be brief.", "Where is A-17?");
    assertThat(
            (String) receiver.span("invoke_agent order-agent").attribute("gen_ai.output.messages"))
        .contains("It has been shipped.");
  }

  @Test
  void sessionOfTheRun_isThatOfAllBelow() {
    for (String name : List.of("invoke_agent order-agent", "chat orders")) {
      assertThat(receiver.spans(name).get(0).attributesWithoutThread())
          .containsEntry("session.id", "conversation-7")
          .containsEntry("treeline.session.id_source", "framework");
    }
    assertThat(receiver.span("invoke_agent both-agent").attribute("session.id")).isNull();
  }

  @Test
  void toolsAtTheSameTime_areBothBelowTheAgent() {
    assertThat(drawn("both-agent"))
        .hasSize(5)
        .contains(
            "  execute_tool lookup_order" + LOOKUP,
            "  execute_tool lookup_order gen_ai.tool.call.arguments={\"orderId\":\"B-4\"}"
                + " gen_ai.tool.call.result={\"result\":\"\\\"shipped B-4\\\"\"}",
            "  chat both treeline.agent.iteration=2");
  }

  @Test
  void agent_behindATool_isBelowItWithItsParent() {
    assertThat(drawn("support-agent"))
        .containsExactly(
            "invoke_agent support-agent treeline.agent.max_iterations=20"
                + " treeline.agent.stop_reason=final_answer",
            "  chat desk treeline.agent.iteration=1 treeline.decision.chosen=[ask_refunds]",
            "  execute_tool ask_refunds gen_ai.tool.call.arguments={\"orderId\":\"A-17\"}"
                + " gen_ai.tool.call.result={\"result\":\"\\\"Yes, refund.\\\"\"}",
            "    invoke_agent refund-agent treeline.agent.max_iterations=20"
                + " treeline.agent.stop_reason=final_answer",
            "      chat refunds treeline.agent.iteration=1",
            "  chat desk treeline.agent.iteration=2");
    assertThat(receiver.span("invoke_agent refund-agent").attribute("treeline.agent.parent.name"))
        .isEqualTo("support-agent");
  }

  @Test
  void toolThatThrows_failsItsSpanAndTheAgentGoesOn() {
    ReceivedSpan agent = receiver.span("invoke_agent tool-agent");
    ReceivedSpan tool =
        receiver.spans("execute_tool lookup_order").stream()
            .filter(span -> span.parentSpanId().equals(agent.spanId()))
            .findFirst()
            .orElseThrow();

    assertThat(tool.status()).isEqualTo("ERROR");
    assertThat(tool.attribute("treeline.tool.is_error")).isEqualTo(true);
    assertThat(agent.status()).isEqualTo("UNSET");
  }

  @Test
  void error_ofTheModel_failsCallAndAgent() {
    assertThat(receiver.span("chat badmodel").status()).isEqualTo("ERROR");
    assertThat(receiver.span("invoke_agent failing-agent").status()).isEqualTo("ERROR");
    assertThat(receiver.span("invoke_agent failing-agent").attribute("treeline.agent.stop_reason"))
        .isEqualTo("error");
  }

  @Test
  void iterations_usedUp_endTheRunWithThat() {
    assertThat(receiver.span("invoke_agent greedy-agent").attributesWithoutThread())
        .containsEntry("treeline.agent.max_iterations", 5L)
        .containsEntry("treeline.agent.stop_reason", "max_iterations");
  }

  @Test
  void agentsAtTheSameTime_keepTheirOwn() {
    for (String side : List.of("left", "right")) {
      assertThat(drawn(side + "-agent"))
          .containsExactly(
              "invoke_agent "
                  + side
                  + "-agent treeline.agent.max_iterations=20"
                  + " treeline.agent.stop_reason=final_answer",
              "  chat "
                  + side
                  + " treeline.agent.iteration=1"
                  + " treeline.decision.chosen=[lookup_order]",
              "  execute_tool lookup_order" + LOOKUP,
              "  chat " + side + " treeline.agent.iteration=2");
      assertThat(receiver.trace("invoke_agent " + side + "-agent"))
          .allSatisfy(
              span -> assertThat(span.attributes()).containsEntry("session.id", "s-" + side));
    }
  }

  @Test
  void agentWithoutAnId_hasNoName() {
    String parent = receiver.span("chat random").parentSpanId();

    assertThat(receiver.spans("invoke_agent"))
        .singleElement()
        .satisfies(
            agent -> {
              assertThat(agent.spanId()).isEqualTo(parent);
              assertThat(agent.attribute("gen_ai.agent.name")).isNull();
              assertThat(agent.attribute("gen_ai.agent.id")).isNotNull();
            });
  }

  @Test
  void streamedAnswer_isOneSpanWithTheWholeText() {
    ReceivedSpan span = receiver.span("chat streamed");

    assertThat(span.attributesWithoutThread())
        .containsEntry("treeline.stream.end", "drained")
        .containsEntry("gen_ai.response.finish_reasons", List.of("stop"));
    assertThat((String) span.attribute("gen_ai.output.messages")).contains("Hello there you");
  }

  @Test
  void callAfterAllThat_isBelowNothing() {
    assertThat(receiver.span("chat after").parentSpanId()).isEmpty();
  }

  private List<String> drawn(String agent) {
    return SpanDrawing.draw(
        receiver.spans(),
        receiver.span("invoke_agent " + agent),
        "treeline.agent.max_iterations",
        "treeline.agent.stop_reason",
        "treeline.agent.iteration",
        "treeline.decision.chosen",
        "gen_ai.tool.call.arguments",
        "gen_ai.tool.call.result");
  }
}
