package io.treeline.javaagent.instrumentation.google.genai;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.ExpectedChat;
import io.treeline.javaagent.testing.ReceivedSpan;
import io.treeline.javaagent.testing.library.LibraryContract;
import io.treeline.javaagent.testing.library.LibraryScenarios;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Generated content, chats, embeddings and automatic function calling of google-genai. */
abstract class GoogleGenAiContract extends LibraryContract {
  private final String version;

  GoogleGenAiContract(String version) {
    this.version = version;
  }

  @Override
  protected Class<? extends LibraryScenarios> scenarios() {
    return GoogleGenAiScenarios.class;
  }

  @Override
  protected String[] libraries() {
    return new String[] {"com.google.genai:google-genai:" + version};
  }

  @Override
  protected String operation() {
    return "generate_content";
  }

  @Override
  protected String provider() {
    return "gcp.gemini";
  }

  @Override
  protected FinishReasons finishReasons() {
    return new FinishReasons("STOP", "STOP");
  }

  @Override
  protected Map<String, Object> expectedChat() {
    Map<String, Object> expected = ExpectedChat.answered("chat", server.port());
    expected.put("gen_ai.operation.name", "generate_content");
    expected.put("gen_ai.provider.name", "gcp.gemini");
    expected.put("gen_ai.response.id", "resp-chat");
    expected.put("gen_ai.response.finish_reasons", List.of("STOP"));
    expected.remove("openai.response.service_tier");
    expected.remove("openai.response.system_fingerprint");
    return expected;
  }

  @Override
  protected Map<String, Object> expectedParameters() {
    return Map.of(
        "gen_ai.request.temperature", 0.5,
        "gen_ai.request.top_p", 0.9,
        "gen_ai.request.max_tokens", 100L,
        "gen_ai.request.frequency_penalty", 0.1,
        "gen_ai.request.presence_penalty", 0.2,
        "gen_ai.request.seed", 7L,
        "gen_ai.request.stop_sequences", List.of("END"));
  }

  /** Usage comes with every chunk, asked for or not. */
  @Override
  protected boolean asksForStreamUsage() {
    return true;
  }

  @Override
  protected boolean separatesSystemMessages() {
    return true;
  }

  /** The library goes on with a call whose future is cancelled: the span ends with its answer. */
  @Override
  protected @Nullable String cancellation() {
    return null;
  }

  @Test
  void embeddings_answered_areOneSpan() {
    ReceivedSpan span = receiver.span("embeddings embed");

    assertThat(span.attributesWithoutThread())
        .containsEntry("gen_ai.operation.name", "embeddings")
        .containsEntry("gen_ai.provider.name", "gcp.gemini")
        .containsEntry("openinference.span.kind", "EMBEDDING")
        .doesNotContainKey("gen_ai.usage.input_tokens");
  }

  @Test
  void chat_withoutOtherSession_isOneOfItsOwn() {
    List<ReceivedSpan> spans = receiver.spans("generate_content conversation");

    assertThat(spans).hasSize(2);
    assertThat((String) spans.get(0).attribute("session.id")).hasSize(36);
    assertThat(spans.get(1).attribute("session.id"))
        .isEqualTo(spans.get(0).attribute("session.id"));
    assertThat(spans.get(0).attribute("treeline.session.id_source")).isEqualTo("framework");
  }

  @Test
  void functionsCalledAutomatically_areAnAgentWithTools() {
    for (String model : List.of("tools-called", "tools-later")) {
      List<ReceivedSpan> calls = receiver.spans("generate_content " + model);
      ReceivedSpan agent = agentOf(calls.get(0));
      ReceivedSpan tool = toolUnder(agent);

      assertThat(calls).hasSize(2);
      assertThat(calls).extracting(ReceivedSpan::parentSpanId).containsOnly(agent.spanId());
      assertThat(calls.get(1).attribute("treeline.agent.iteration")).isEqualTo(2L);
      assertThat(agent.attributesWithoutThread())
          .containsEntry("gen_ai.operation.name", "invoke_agent")
          .containsEntry("treeline.agent.max_iterations", 10L)
          .containsEntry("treeline.agent.stop_reason", "final_answer");
      assertThat(tool.attributesWithoutThread())
          .containsEntry("gen_ai.tool.call.id", "call_" + model)
          .containsEntry(
              "gen_ai.tool.call.arguments", "{\"orderId\":\"A-17\",\"password\":\"[masked]\"}")
          .containsEntry("gen_ai.tool.call.result", "{\"result\":\"shipped A-17\"}")
          .doesNotContainKey("treeline.inferred");
    }
  }

  @Test
  void functionThatThrows_isAnErrorThoughTheModelIsAnswered() {
    ReceivedSpan tool = toolUnder(agentOf(receiver.spans("generate_content tools-broken").get(0)));

    assertThat(tool.status()).isEqualTo("ERROR");
    assertThat(tool.attribute("error.type")).isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void limitOfRemoteCalls_reached_isWhyTheAgentStops() {
    List<ReceivedSpan> calls = receiver.spans("generate_content tools-endless");

    assertThat(calls).hasSize(2);
    assertThat(agentOf(calls.get(0)).attributesWithoutThread())
        .containsEntry("treeline.agent.max_iterations", 2L)
        .containsEntry("treeline.agent.stop_reason", "max_iterations");
  }

  @Test
  void blockedPrompt_saysWhy() {
    assertThat(
            receiver.span("generate_content blocked").attribute("gen_ai.response.finish_reasons"))
        .isEqualTo(List.of("PROHIBITED_CONTENT"));
  }

  private ReceivedSpan agentOf(ReceivedSpan call) {
    return receiver.spans("invoke_agent").stream()
        .filter(agent -> agent.spanId().equals(call.parentSpanId()))
        .findFirst()
        .orElseThrow();
  }

  private ReceivedSpan toolUnder(ReceivedSpan agent) {
    List<ReceivedSpan> tools =
        receiver.spans("execute_tool lookupOrder").stream()
            .filter(tool -> tool.parentSpanId().equals(agent.spanId()))
            .toList();
    assertThat(tools).hasSize(1);
    return tools.get(0);
  }
}
