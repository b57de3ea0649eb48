package io.treeline.javaagent.instrumentation.google.adk;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.LoopbackModelServer;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a user of ADK gets, on every supported version. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AdkContract {

  private final String version;
  private LoopbackModelServer server;
  private OtlpTestReceiver receiver;
  private String output;

  AdkContract(String version) {
    this.version = version;
  }

  @BeforeAll
  void runProgram() throws IOException {
    server = LoopbackModelServer.start();
    receiver = OtlpTestReceiver.start();
    try (AgentJvm jvm = program().exportTo(receiver).start()) {
      output = jvm.awaitSuccess().output();
    }
  }

  final AgentJvm.Builder program() {
    return AgentJvm.builder(AdkProgram.class)
        .libraries(
            "com.google.adk:google-adk:" + version,
            // What google-genai 1.0 needs and ADK 0.1 leaves out.
            "commons-logging:commons-logging:1.2")
        .property("server", server.baseUrl());
  }

  @AfterAll
  void stopServers() {
    receiver.close();
    server.close();
  }

  @Test
  void application_seesItsAnswers() {
    assertThat(output)
        .contains("It has been shipped.")
        .contains("Refunded.")
        .contains("A draft.")
        .contains("Hello from gemini-real");
  }

  @Test
  void nativeSpans_areNotDoubledBesideOurs() {
    assertThat(receiver.spans())
        .extracting(ReceivedSpan::name)
        .noneMatch(
            name ->
                name.equals("call_llm")
                    || name.equals("invocation")
                    || name.startsWith("agent_run")
                    || name.startsWith("tool_")
                    || name.contains("(merged)"));
    assertThat(receiver.spans("invoke_agent support-agent")).hasSize(1);
  }

  @Test
  void agent_hasItsModelCallsAndToolsUnderIt() {
    ReceivedSpan agent = receiver.span("invoke_agent support-agent");
    List<ReceivedSpan> calls = under(agent, "chat scripted");
    List<ReceivedSpan> tools = under(agent, "execute_tool lookupOrder");

    assertThat(agent.attributesWithoutThread())
        .containsEntry("gen_ai.operation.name", "invoke_agent")
        .containsEntry("gen_ai.agent.name", "support-agent")
        .containsEntry("gen_ai.agent.description", "Helps customers")
        .containsEntry("gen_ai.conversation.id", "s-support")
        .containsEntry("session.id", "s-support")
        .containsEntry("treeline.session.id_source", "framework")
        .containsEntry("user.id", "u-1")
        .containsEntry("treeline.property.app_name", "shop")
        .containsEntry("treeline.agent.stop_reason", "final_answer")
        .containsEntry(
            "gen_ai.output.messages",
            "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\","
                + "\"content\":\"It has been shipped.\"}],\"finish_reason\":\"stop\"}]");
    assertThat(calls).hasSize(3);
    assertThat(calls)
        .extracting(call -> call.attribute("treeline.agent.iteration"))
        .containsExactly(1L, 2L, 3L);
    assertThat(calls.get(0).attributesWithoutThread())
        .containsEntry("treeline.decision.chosen", List.of("lookupOrder"))
        .containsEntry("treeline.decision.rationale", "Let me see.")
        .containsEntry("session.id", "s-support")
        .doesNotContainKey("gen_ai.usage.input_tokens");
    assertThat(tools).hasSize(1);
    assertThat(tools.get(0).attributesWithoutThread())
        .containsEntry("gen_ai.agent.name", "support-agent")
        .containsEntry("gen_ai.tool.call.id", "c-lookupOrder")
        .containsEntry("gen_ai.tool.call.arguments", "{\"orderId\":\"A-17\"}")
        .doesNotContainKey("treeline.inferred");
    assertThat((String) tools.get(0).attribute("gen_ai.tool.call.result")).contains("shipped");
    assertThat(calls.get(0).proto().getEndTimeUnixNano())
        .isLessThanOrEqualTo(tools.get(0).proto().getStartTimeUnixNano());
  }

  @Test
  void workOfATool_isUnderTheTool() {
    assertThat(receiver.spans("in the tool"))
        .extracting(ReceivedSpan::parentSpanId)
        .contains(
            under(receiver.span("invoke_agent support-agent"), "execute_tool lookupOrder")
                .get(0)
                .spanId());
  }

  @Test
  void toolThatThrows_isAnErrorWithWhatItThrew() {
    ReceivedSpan tool = receiver.span("execute_tool refund");

    assertThat(tool.status()).isEqualTo("ERROR");
    assertThat(tool.attribute("error.type")).isEqualTo("java.lang.IllegalStateException");
    assertThat(tool.attribute("treeline.tool.is_error")).isEqualTo(true);
  }

  @Test
  void transferToAgent_isAHandoff() {
    ReceivedSpan from = receiver.span("invoke_agent front-agent");
    ReceivedSpan to = receiver.span("invoke_agent refund-agent");

    assertThat(to.parentSpanId()).isEqualTo(from.spanId());
    assertThat(to.attributesWithoutThread())
        .containsEntry("treeline.handoff.from", "front-agent")
        .containsEntry("treeline.handoff.to", "refund-agent")
        .containsEntry("treeline.agent.parent.name", "front-agent")
        .containsEntry("session.id", "s-handoff");
    assertThat(from.events().get(0).attributes())
        .containsEntry("treeline.decision.type", "handoff")
        .containsEntry("treeline.decision.chosen", List.of("refund-agent"));
  }

  @Test
  void loop_hasIterationsAndSaysThatItsLimitWasReached() {
    ReceivedSpan loop = receiver.span("invoke_agent writers");

    assertThat(loop.attributesWithoutThread())
        .containsEntry("treeline.agent.topology", "loop")
        .containsEntry("treeline.agent.max_iterations", 2L)
        .containsEntry("treeline.agent.stop_reason", "max_iterations");
    assertThat(under(loop, "invoke_agent writer"))
        .extracting(agent -> agent.attribute("treeline.agent.iteration"))
        .containsExactly(1L, 2L);
  }

  @Test
  void limitOfModelCalls_isWhyTheAgentStops() {
    ReceivedSpan agent = receiver.span("invoke_agent endless-agent");

    assertThat(under(agent, "chat scripted")).hasSize(2);
    assertThat(agent.status()).isEqualTo("ERROR");
    assertThat(agent.attributesWithoutThread())
        .containsEntry("treeline.agent.max_iterations", 2L)
        .containsEntry("treeline.agent.stop_reason", "max_iterations");
  }

  @Test
  void geminiUnderAnAgent_isOneSpanWithTheBestOfBoth() {
    ReceivedSpan call =
        under(receiver.span("invoke_agent gemini-agent"), "chat gemini-real").get(0);

    assertThat(receiver.spans("generate_content gemini-real")).isEmpty();
    assertThat(receiver.spans("chat gemini-real")).hasSize(1);
    assertThat(call.attributesWithoutThread())
        .containsEntry("gen_ai.provider.name", "gcp.gemini")
        .containsEntry("gen_ai.usage.input_tokens", 21L)
        .containsEntry("gen_ai.usage.output_tokens", 9L)
        .containsEntry("gen_ai.usage.reasoning.output_tokens", 4L)
        .containsEntry("server.address", "127.0.0.1")
        .containsEntry("session.id", "s-gemini");
  }

  private List<ReceivedSpan> under(ReceivedSpan parent, String name) {
    return receiver.spans(name).stream()
        .filter(span -> span.parentSpanId().equals(parent.spanId()))
        .sorted(Comparator.comparing(span -> span.proto().getStartTimeUnixNano()))
        .toList();
  }
}
