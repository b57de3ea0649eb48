package io.treeline.javaagent.instrumentation.agentscope;

import static io.treeline.javaagent.testing.ExpectedChat.answer;
import static org.assertj.core.api.Assertions.assertThat;

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

/** What is seen of AgentScope, whatever its version. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AgentScopeContract {

  private final String version;
  OtlpTestReceiver receiver;
  List<String> seen;

  AgentScopeContract(String version) {
    this.version = version;
  }

  abstract String[] arguments() throws IOException;

  @BeforeAll
  void run() throws IOException {
    receiver = OtlpTestReceiver.start();
    try (AgentJvm jvm = program().exportTo(receiver).start()) {
      seen = jvm.awaitSuccess().output().lines().filter(line -> line.startsWith("SEEN ")).toList();
    }
  }

  @AfterAll
  void stop() {
    receiver.close();
  }

  AgentJvm.Builder program() throws IOException {
    return AgentJvm.builder(AgentScopeProgram.class)
        .libraries("io.agentscope:agentscope-core:" + version)
        .arguments(arguments());
  }

  @Test
  void application_seesWhatTheModelSaid() {
    assertThat(seen)
        .contains(
            "SEEN plain: Hello from plain",
            "SEEN tools: Hello from tools",
            "SEEN support: Hello from tools-desk");
  }

  @Test
  void agent_withATool_isATreeOfItsDecisions() {
    assertThat(drawn("order-agent"))
        .containsExactly(
            "invoke_agent order-agent treeline.agent.max_iterations=2"
                + " treeline.agent.stop_reason=final_answer",
            "  chat tools treeline.agent.iteration=1 treeline.decision.chosen=[lookup_order]",
            "  execute_tool lookup_order"
                + " gen_ai.tool.call.arguments={\"orderId\":\"A-17\"}"
                + " gen_ai.tool.call.result={\"result\":\"\\\"shipped A-17\\\"\"}",
            "  chat tools treeline.agent.iteration=2");
    ReceivedSpan choice = receiver.spans("chat tools").get(0);
    assertThat(choice.attributesWithoutThread())
        .containsEntry("treeline.decision.offered", List.of("lookup_order"))
        .containsEntry("treeline.decision.rationale", "I will look it up.")
        .containsEntry("gen_ai.usage.input_tokens", 21L)
        .containsEntry("gen_ai.usage.output_tokens", 9L)
        .containsEntry("gen_ai.response.id", "resp_tools");
    assertThat((String) choice.attribute("gen_ai.tool.definitions"))
        .contains("\"name\":\"lookup_order\",\"description\":\"Looks an order up\"");
  }

  @Test
  void model_answeringInPieces_isOneSpanWithTheWholeText() {
    ReceivedSpan span = receiver.span("chat plain");

    assertThat(span.attributesWithoutThread())
        .containsEntry("treeline.stream.end", "drained")
        .containsEntry("gen_ai.response.finish_reasons", List.of("stop"))
        .containsEntry("gen_ai.output.messages", answer("Hello from plain"));
    assertThat((Double) span.attribute("gen_ai.response.time_to_first_chunk")).isPositive();
    assertThat((String) span.attribute("gen_ai.input.messages"))
        .contains("Be brief.", "Where is A-17?");
    assertThat(receiver.span("invoke_agent greeter").attribute("gen_ai.output.messages"))
        .isEqualTo(answer("Hello from plain"));
  }

  @Test
  void iterations_usedUp_endTheRunWithThat() {
    assertThat(receiver.span("invoke_agent greedy-agent").attributesWithoutThread())
        .containsEntry("treeline.agent.max_iterations", 2L)
        .containsEntry("treeline.agent.stop_reason", "max_iterations");
  }

  @Test
  void agent_behindATool_isBelowItWithItsParent() {
    assertThat(drawn("support-agent"))
        .containsSubsequence(
            "  execute_tool ask_refunds"
                + " gen_ai.tool.call.arguments={\"orderId\":\"A-17\"}"
                + " gen_ai.tool.call.result={\"result\":\"\\\"Hello from refunds\\\"\"}",
            "    invoke_agent refund-agent treeline.agent.max_iterations=2"
                + " treeline.agent.stop_reason=final_answer",
            "      chat refunds treeline.agent.iteration=1");
    assertThat(receiver.span("invoke_agent refund-agent").attribute("treeline.agent.parent.name"))
        .isEqualTo("support-agent");
  }

  @Test
  void error_ofTheModel_isOnItsSpanWithoutCredentials() {
    assertThat(receiver.spans("chat error")).isNotEmpty();
    ReceivedSpan span = receiver.spans("chat error").get(0);

    assertThat(span.status()).isEqualTo("ERROR");
    assertThat(span.attribute("error.type")).isEqualTo("java.lang.IllegalStateException");
    assertThat(span.proto().toString()).doesNotContain("sk-aaaa");
  }

  List<String> drawn(String agent) {
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
