package io.treeline.javaagent.instrumentation.dashscope;

import static io.treeline.javaagent.testing.ExpectedChat.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.LoopbackHttp;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is seen of the DashScope SDK, whatever its version. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DashScopeContract {

  private static final String HI =
      "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]";

  private final String version;
  LoopbackHttp server;
  OtlpTestReceiver receiver;
  private List<String> seen;

  DashScopeContract(String version) {
    this.version = version;
  }

  @BeforeAll
  void run() throws IOException {
    server = DashScopeServer.start();
    receiver = OtlpTestReceiver.start();
    try (AgentJvm jvm = program(server).exportTo(receiver).start()) {
      seen = jvm.awaitSuccess().output().lines().filter(line -> line.startsWith("SEEN ")).toList();
    }
  }

  @AfterAll
  void stop() {
    receiver.close();
    server.close();
  }

  final AgentJvm.Builder program(LoopbackHttp asked) {
    return AgentJvm.builder(DashScopeProgram.class)
        .libraries("com.alibaba:dashscope-sdk-java:" + version)
        .arguments(asked.url() + "/api/v1");
  }

  @Test
  void application_seesWhatTheServerSaid() {
    assertThat(seen)
        .containsExactly(
            "SEEN chat: Hello from chat",
            "SEEN parameters: Hello from parameters",
            "SEEN tools: Hello from tools",
            "SEEN stream: Hello from stream",
            "SEEN increments: Hello from increments",
            "SEEN first: Hello",
            "SEEN callback: Hello from callback; Hello from nested",
            "SEEN call-later: Hello from call-later",
            "SEEN error: com.alibaba.dashscope.exception.ApiException",
            "SEEN error-stream: com.alibaba.dashscope.exception.ApiException",
            "SEEN headers: Hello from headers",
            "SEEN picture: [{text=Hello from picture}]",
            "SEEN embed: 1",
            "SEEN application: It has been shipped.",
            "SEEN application-stream: It has been shipped.");
  }

  @Test
  void chat_answered_isOneSpanWithExactlyTheConventionsAttributes() {
    ReceivedSpan span = receiver.span("chat chat");

    Map<String, Object> expected = new TreeMap<>();
    expected.put("gen_ai.operation.name", "chat");
    expected.put("gen_ai.provider.name", "dashscope");
    expected.put("gen_ai.request.model", "chat");
    expected.put("gen_ai.response.id", "req-chat");
    expected.put("gen_ai.response.finish_reasons", List.of("stop"));
    expected.put("gen_ai.usage.input_tokens", 21L);
    expected.put("gen_ai.usage.output_tokens", 9L);
    expected.put("gen_ai.usage.cache_read.input_tokens", 8L);
    expected.put("gen_ai.usage.reasoning.output_tokens", 4L);
    expected.put("gen_ai.input.messages", HI);
    expected.put("gen_ai.output.messages", answer("Hello from chat"));
    expected.put("openinference.span.kind", "LLM");
    expected.put("server.address", "127.0.0.1");
    expected.put("server.port", (long) server.port());
    assertThat(span.attributesWithoutThread()).containsExactlyInAnyOrderEntriesOf(expected);
    assertThat(span.kind()).isEqualTo("CLIENT");
  }

  @Test
  void parameters_given_areOnTheSpan() {
    assertThat(receiver.span("chat parameters").attributesWithoutThread())
        .containsEntry("gen_ai.request.temperature", 0.5)
        .containsEntry("gen_ai.request.top_p", 0.9)
        .containsEntry("gen_ai.request.top_k", 7L)
        .containsEntry("gen_ai.request.seed", 3L)
        .containsEntry("gen_ai.request.max_tokens", 100L)
        .containsEntry("gen_ai.request.stop_sequences", List.of("END"))
        .containsEntry(
            "gen_ai.input.messages",
            "[{\"role\":\"system\",\"parts\":[{\"type\":\"text\",\"content\":\"Be brief.\"}]},"
                + HI.substring(1));
  }

  @Test
  void toolRunByHand_isADecisionAndInferredBetweenTheCalls() {
    ReceivedSpan choice = receiver.spans("chat tools").get(0);
    ReceivedSpan tool = receiver.span("execute_tool lookup_order");

    assertThat(choice.attributesWithoutThread())
        .containsEntry("treeline.decision.offered", List.of("lookup_order"))
        .containsEntry("treeline.decision.chosen", List.of("lookup_order"))
        .containsEntry(
            "treeline.decision.arguments",
            "[{\"id\":\"call_1\",\"name\":\"lookup_order\","
                + "\"arguments\":{\"orderId\":\"A-17\"}}]")
        .containsEntry("treeline.decision.rationale", "I will look it up.");
    assertThat(tool.attributesWithoutThread())
        .containsEntry("treeline.inferred", true)
        .containsEntry("gen_ai.tool.call.id", "call_1")
        .containsEntry("gen_ai.tool.call.result", "{\"status\":\"shipped\"}");
  }

  @Test
  void stream_repeatingOrIncremental_hasTheWholeTextOnce() {
    for (String model : List.of("stream", "increments")) {
      ReceivedSpan span = receiver.span("chat " + model);
      assertThat(span.attributesWithoutThread())
          .containsEntry("gen_ai.request.stream", true)
          .containsEntry("treeline.stream.end", "drained")
          .containsEntry("gen_ai.usage.input_tokens", 21L)
          .containsEntry("gen_ai.output.messages", answer("Hello from " + model));
      assertThat((Double) span.attribute("gen_ai.response.time_to_first_chunk")).isPositive();
    }
  }

  @Test
  void stream_givenUp_keepsWhatArrived() {
    assertThat(receiver.span("chat first").attributesWithoutThread())
        .containsEntry("treeline.stream.end", "cancelled");
    assertThat((String) receiver.span("chat first").attribute("gen_ai.output.messages"))
        .contains("Hello");
  }

  @Test
  void callback_ofTheApplication_isNoPartOfTheCall() {
    assertThat(receiver.span("chat callback").attributesWithoutThread())
        .containsEntry("treeline.stream.end", "drained")
        .containsEntry("gen_ai.output.messages", answer("Hello from callback"));
    assertThat(receiver.span("chat nested").parentSpanId())
        .isNotEqualTo(receiver.span("chat callback").spanId());
    assertThat(receiver.span("chat call-later").attributesWithoutThread())
        .containsEntry("gen_ai.output.messages", answer("Hello from call-later"))
        .doesNotContainKey("gen_ai.request.stream");
  }

  @Test
  void errorBody_isTheSpansErrorWithoutCredentials() {
    for (String model : List.of("error", "error-stream")) {
      ReceivedSpan span = receiver.span("chat " + model);
      assertThat(span.status()).isEqualTo("ERROR");
      assertThat(span.attributesWithoutThread())
          .containsEntry("error.type", "com.alibaba.dashscope.exception.ApiException")
          .containsEntry("http.response.status_code", 400L)
          .containsEntry("gen_ai.response.id", "req-error");
      assertThat(span.proto().getStatus().getMessage()).contains("[masked]");
      assertThat(span.proto().toString()).doesNotContain("sk-aaaa");
    }
  }

  @Test
  void sessionHeaders_areHonoured() {
    assertThat(receiver.span("chat headers").attributesWithoutThread())
        .containsEntry("session.id", "h-1")
        .containsEntry("treeline.session.id_source", "header")
        .containsEntry("treeline.session.name", "Headers")
        .containsEntry("treeline.session.path", "/by/header")
        .containsEntry("treeline.property.plan", "pro");
  }

  @Test
  void picture_isAPartOfTheMessage() {
    assertThat(receiver.span("chat picture").attributesWithoutThread())
        .containsEntry(
            "gen_ai.input.messages",
            "[{\"role\":\"user\",\"parts\":["
                + "{\"type\":\"uri\",\"modality\":\"image\","
                + "\"uri\":\"https://pictures.example/1.png\"},"
                + "{\"type\":\"text\",\"content\":\"What is it?\"}]}]")
        .containsEntry("gen_ai.output.messages", answer("Hello from picture"));
  }

  @Test
  void embed_hasItsTokens() {
    assertThat(receiver.span("embeddings embed").attributesWithoutThread())
        .containsEntry("gen_ai.usage.input_tokens", 3L)
        .containsEntry("gen_ai.response.id", "req-embed")
        .containsEntry("gen_ai.input.messages", HI);
  }

  @Test
  void application_withAConversation_isAnAgentInItsSession() {
    ReceivedSpan span = receiver.span("invoke_agent order-app");

    assertThat(span.attributesWithoutThread())
        .containsEntry("session.id", "conversation-0")
        .containsEntry("treeline.session.id_source", "framework")
        .containsEntry("gen_ai.agent.id", "order-app")
        .containsEntry("gen_ai.provider.name", "dashscope")
        .containsEntry("gen_ai.response.id", "req-app")
        .containsEntry("gen_ai.response.model", "qwen-plus")
        .containsEntry("gen_ai.usage.input_tokens", 30L)
        .containsEntry("gen_ai.usage.output_tokens", 5L)
        .containsEntry("treeline.agent.stop_reason", "final_answer")
        .containsEntry("gen_ai.output.messages", answer("It has been shipped."));
  }

  @Test
  void application_streamedWithoutAConversation_isInTheOneTheServerOpened() {
    assertThat(receiver.span("invoke_agent stream-app").attributesWithoutThread())
        .containsEntry("session.id", "conversation-1")
        .containsEntry("gen_ai.conversation.id", "conversation-1")
        .containsEntry("treeline.stream.end", "drained")
        .containsEntry("gen_ai.usage.input_tokens", 30L)
        .containsEntry("gen_ai.output.messages", answer("It has been shipped."));
  }
}
