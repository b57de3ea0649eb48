package io.treeline.javaagent.instrumentation.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.LoopbackModelServer;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An agent's trace becomes the tree of what it did. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BedrockAgentContract {

  private final String version;
  private OtlpTestReceiver receiver;
  private String output;

  BedrockAgentContract(String version) {
    this.version = version;
  }

  @BeforeAll
  void run() throws IOException {
    receiver = OtlpTestReceiver.start();
    try (LoopbackModelServer server = LoopbackModelServer.start();
        AgentJvm jvm = program(server).exportTo(receiver).start()) {
      output = jvm.awaitSuccess().output();
    }
  }

  final AgentJvm.Builder program(LoopbackModelServer server) {
    return AgentJvm.builder(BedrockAgentProgram.class)
        .libraries("software.amazon.awssdk:bedrockagentruntime:" + version)
        .arguments("http://127.0.0.1:" + server.port());
  }

  @AfterAll
  void stop() {
    receiver.close();
  }

  @Test
  void application_seesItsAnswers() {
    assertThat(output).contains("ANSWER It is refunded.", "FOUND 1");
  }

  @Test
  void agent_hasItsIdsItsSessionAndItsAnswer() {
    ReceivedSpan agent = receiver.span("invoke_agent AG1");

    assertThat(agent.attributesWithoutThread())
        .containsEntry("gen_ai.agent.id", "AG1")
        .containsEntry("aws.bedrock.agent.id", "AG1")
        .containsEntry("treeline.bedrock.agent.alias_id", "TSTALIASID")
        .containsEntry("treeline.bedrock.memory_id", "m-1")
        .containsEntry("gen_ai.conversation.id", "s-7")
        .containsEntry("session.id", "s-7")
        .containsEntry("treeline.session.id_source", "framework")
        .containsEntry("treeline.agent.stop_reason", "final_answer");
    assertThat((String) agent.attribute("gen_ai.output.messages")).contains("It is refunded.");
  }

  @Test
  void steps_areSpansUnderTheAgent() {
    ReceivedSpan agent = receiver.span("invoke_agent AG1");
    ReceivedSpan refunds = receiver.span("invoke_agent refunds");
    ReceivedSpan tool = receiver.span("execute_tool lookup_order");
    ReceivedSpan search = receiver.span("retrieval KB1");

    assertThat(receiver.spans("chat claude-haiku"))
        .extracting(ReceivedSpan::parentSpanId)
        .containsExactlyInAnyOrder(agent.spanId(), refunds.spanId());
    assertThat(receiver.spans("chat claude-haiku").get(0).attributesWithoutThread())
        .containsEntry("gen_ai.usage.input_tokens", 21L)
        .containsEntry("gen_ai.usage.output_tokens", 9L)
        .containsEntry("session.id", "s-7");
    assertThat(tool.parentSpanId()).isEqualTo(agent.spanId());
    assertThat(tool.attributesWithoutThread())
        .containsEntry("gen_ai.tool.call.arguments", "{\"orderId\":\"A-17\"}")
        .containsEntry("gen_ai.tool.call.result", "{\"status\":\"lost\"}");
    assertThat(search.parentSpanId()).isEqualTo(agent.spanId());
    assertThat(search.attributesWithoutThread())
        .containsEntry("treeline.retrieval.document_count", 1L)
        .containsEntry("gen_ai.retrieval.query.text", "refunds");
    assertThat(refunds.parentSpanId()).isEqualTo(agent.spanId());
    assertThat(refunds.attribute("treeline.agent.parent.name")).isEqualTo("AG1");
  }

  @Test
  void decisions_tellWhatWasChosenAndWhy() {
    ReceivedSpan agent = receiver.span("invoke_agent AG1");

    assertThat(agent.events()).hasSize(3);
    assertThat(agent.events().get(0).attributes())
        .containsEntry("treeline.decision.type", "tool_select")
        .containsEntry("treeline.decision.rationale", "The order must be looked up.");
    assertThat(agent.events().get(2).attributes())
        .containsEntry("treeline.decision.type", "handoff");
  }

  @Test
  void retrieve_isARetrievalSpan() {
    assertThat(receiver.span("retrieval KB2").attributesWithoutThread())
        .containsEntry("gen_ai.retrieval.query.text", "refunds")
        .containsEntry("treeline.retrieval.document_count", 1L)
        .containsEntry("aws.bedrock.knowledge_base.id", "KB2");
  }
}
