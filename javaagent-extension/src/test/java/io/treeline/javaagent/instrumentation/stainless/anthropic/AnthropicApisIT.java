package io.treeline.javaagent.instrumentation.stainless.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.LoopbackModelServer;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** APIs, blocks and ways to call beyond the contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnthropicApisIT {

  private LoopbackModelServer server;
  private OtlpTestReceiver receiver;

  @BeforeAll
  void runProgram() throws IOException {
    server = LoopbackModelServer.start();
    receiver = OtlpTestReceiver.start();
    try (AgentJvm jvm = program(server).exportTo(receiver).start()) {
      jvm.awaitSuccess();
    }
  }

  @AfterAll
  void stopServers() {
    receiver.close();
    server.close();
  }

  @Test
  void betaMessage_answered_isTheSameAsAMessage() {
    for (String model : List.of("beta", "beta-async")) {
      Map<String, Object> expected = AnthropicContract.answered(model, server.port());

      assertThat(receiver.span("chat " + model).attributesWithoutThread())
          .containsExactlyInAnyOrderEntriesOf(expected);
    }
  }

  @Test
  void thinking_isAPartOfItsOwn() {
    String thought = "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"reasoning\",";

    assertThat(receiver.span("chat thinking").attribute("gen_ai.output.messages"))
        .isEqualTo(
            thought
                + "\"content\":\"Say hello.\"},{\"type\":\"redacted_thinking\"},"
                + "{\"type\":\"text\",\"content\":\"Hello from thinking\"}],"
                + "\"finish_reason\":\"stop\"}]");
    assertThat(receiver.span("chat thinking-stream").attributesWithoutThread())
        .containsEntry("treeline.stream.end", "drained")
        .containsEntry("gen_ai.usage.reasoning.output_tokens", 4L)
        .containsEntry(
            "gen_ai.output.messages",
            thought
                + "\"content\":\"Say hello.\"},{\"type\":\"text\",\"content\":\"Hello\"}],"
                + "\"finish_reason\":\"stop\"}]");
  }

  @Test
  void serverTools_areCallsAndResponsesAndNoDecision() {
    Map<String, Object> attributes = receiver.span("chat searches").attributesWithoutThread();

    assertThat(attributes)
        .containsEntry("anthropic.usage.server_tool_use.web_search_requests", 1L)
        .doesNotContainKey("treeline.decision.type");
    assertThat((String) attributes.get("gen_ai.output.messages"))
        .contains(
            "{\"type\":\"server_tool_call\",\"id\":\"srvtoolu_1\",\"name\":\"web_search\","
                + "\"server_tool_call\":{\"type\":\"server_tool_use\","
                + "\"input\":{\"query\":\"weather\"}}}")
        .contains("\"url\":\"https://example.org/\"")
        .contains("\"server_name\":\"parrot\"")
        .contains("no parrot")
        .doesNotContain("encrypted_content");
  }

  @Test
  void toolChosen_inABetaStream_isADecision() {
    assertThat(receiver.span("chat tools-beta-stream").attributesWithoutThread())
        .containsEntry("gen_ai.response.finish_reasons", List.of("tool_use"))
        .containsEntry("gen_ai.usage.input_tokens", 21L)
        .containsEntry("gen_ai.usage.output_tokens", 9L)
        .containsEntry("treeline.decision.chosen", List.of("lookup_order"))
        .containsEntry(
            "treeline.decision.arguments",
            "[{\"id\":\"call_tools-beta-stream\",\"name\":\"lookup_order\","
                + "\"arguments\":{\"orderId\":\"A-17\"}}]")
        .containsEntry("treeline.decision.rationale", "I will look it up.");
  }

  @Test
  void conversationId_isTheSession() {
    assertThat(receiver.span("chat conversation").attributesWithoutThread())
        .containsEntry("gen_ai.conversation.id", "conv-1")
        .containsEntry("session.id", "conv-1")
        .containsEntry("treeline.session.id_source", "framework");
  }

  @Test
  void modelFailed_anotherAskedTheSame_isAFallback() {
    ReceivedSpan failed = receiver.span("chat error-small");
    ReceivedSpan fallback = receiver.span("chat large");

    assertThat(fallback.attributesWithoutThread())
        .containsEntry("treeline.recovery.strategy", "fallback_model")
        .containsEntry("treeline.recovery.outcome", "recovered")
        .containsEntry("treeline.retry.attempt", 1L)
        .containsEntry("treeline.retry.reason", "com.anthropic.errors.BadRequestException");
    assertThat(fallback.proto().getLinksList()).hasSize(1);
    assertThat(HexFormat.of().formatHex(fallback.proto().getLinks(0).getSpanId().toByteArray()))
        .isEqualTo(failed.spanId());
    assertThat(fallback.proto().getLinks(0).toString()).doesNotContain("sk-aaaa");
  }

  @Test
  void library_makesNoSpansOfItsOwn() {
    assertThat(receiver.spans()).noneMatch(span -> span.scope().startsWith("com.anthropic"));
  }

  @Test
  void contentOff_capturesNone() throws IOException {
    try (OtlpTestReceiver spans = OtlpTestReceiver.start();
        LoopbackModelServer models = LoopbackModelServer.start();
        AgentJvm jvm =
            program(models)
                .exportTo(spans)
                .environment("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "NO_CONTENT")
                .start()) {
      jvm.awaitSuccess();

      for (ReceivedSpan span : spans.spans()) {
        assertThat(span.attributes().values().toString() + span.proto().getLinksList())
            .doesNotContain("Hi")
            .doesNotContain("ello")
            .doesNotContain("order up")
            .doesNotContain("A-17")
            .doesNotContain("shipped")
            .doesNotContain("look it up")
            .doesNotContain("weather");
      }
      Map<String, Object> expected = AnthropicContract.answered("tools", models.port());
      expected.keySet().removeIf(key -> key.endsWith(".messages"));
      expected.put("gen_ai.response.finish_reasons", List.of("tool_use"));
      expected.put("treeline.decision.type", "tool_select");
      expected.put("treeline.decision.offered", List.of("lookup_order"));
      expected.put("treeline.decision.chosen", List.of("lookup_order"));
      assertThat(spans.spans("chat tools").get(0).attributesWithoutThread())
          .containsExactlyInAnyOrderEntriesOf(expected);
      assertThat(spans.span("execute_tool lookup_order").attribute("treeline.inferred"))
          .isEqualTo(true);
    }
  }

  private static AgentJvm.Builder program(LoopbackModelServer server) {
    return AgentJvm.builder(AnthropicApisProgram.class)
        .libraries("com.anthropic:anthropic-java:3.12.0")
        .treelineApi()
        .property("server", server.baseUrl());
  }
}
