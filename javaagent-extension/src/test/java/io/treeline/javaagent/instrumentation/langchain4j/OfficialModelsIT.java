package io.treeline.javaagent.instrumentation.langchain4j;

import static io.treeline.javaagent.testing.ExpectedChat.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.ExpectedChat;
import io.treeline.javaagent.testing.LoopbackModelServer;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A call through two instrumented libraries is one span that knows what both know. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfficialModelsIT {

  private LoopbackModelServer server;
  private OtlpTestReceiver receiver;

  @BeforeAll
  void runProgram() throws IOException {
    server = LoopbackModelServer.start();
    receiver = OtlpTestReceiver.start();
    try (AgentJvm jvm =
        AgentJvm.builder(OfficialModelsProgram.class)
            .libraries(
                "dev.langchain4j:langchain4j:1.11.0",
                "dev.langchain4j:langchain4j-open-ai-official:1.11.0-beta19")
            .property("server", server.baseUrl())
            .exportTo(receiver)
            .start()) {
      jvm.awaitSuccess();
    }
  }

  @AfterAll
  void stopServers() {
    receiver.close();
    server.close();
  }

  @Test
  void everyCall_isOneModelSpan() {
    List<String> names =
        receiver.spans().stream()
            .map(ReceivedSpan::name)
            .filter(name -> name.startsWith("chat"))
            .sorted()
            .toList();

    assertThat(names)
        .containsExactly(
            "chat error-official",
            "chat flaky-official",
            "chat official",
            "chat official-stream",
            "chat tools-official",
            "chat tools-official",
            "chat tools-official-stream",
            "chat tools-official-stream");
  }

  @Test
  void call_knowsWhatBothLayersKnow() {
    Map<String, Object> expected = ExpectedChat.answered("official", server.port());
    expected.put("gen_ai.request.temperature", 0.5);
    expected.put("openai.api.type", "chat_completions");
    expected.put("session.id", "h-1");
    expected.put("treeline.session.id_source", "header");

    assertThat(receiver.span("chat official").attributesWithoutThread())
        .containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void retry_ofTheLibraryBelow_isOnTheSpan() {
    ReceivedSpan span = receiver.span("chat flaky-official");

    assertThat(server.requests("flaky-official")).hasSize(2);
    assertThat(span.status()).isEqualTo("UNSET");
    assertThat(span.attribute("http.request.resend_count")).isEqualTo(1L);
    assertThat(span.events()).hasSize(1);
    assertThat(span.events().get(0).attributes())
        .containsEntry("treeline.retry.attempt", 1L)
        .containsEntry("treeline.retry.reason", "429");
  }

  @Test
  void failure_isOneErrorWithoutCredentials() {
    ReceivedSpan span = receiver.span("chat error-official");

    assertThat(span.status()).isEqualTo("ERROR");
    assertThat(span.events()).extracting(ReceivedSpan.ReceivedEvent::name).contains("exception");
    assertThat(span.proto().toString()).doesNotContain("sk-aaaa");
  }

  @Test
  void stream_knowsWhatBothLayersKnow() {
    ReceivedSpan span = receiver.span("chat official-stream");

    assertThat(span.attributesWithoutThread())
        .containsEntry("gen_ai.request.stream", true)
        .containsEntry("treeline.stream.end", "drained")
        .containsEntry("openai.api.type", "chat_completions")
        .containsEntry("gen_ai.response.id", "chatcmpl-official-stream")
        .containsEntry("gen_ai.usage.input_tokens", 21L)
        .containsEntry("gen_ai.usage.output_tokens", 9L)
        .containsEntry("gen_ai.usage.cache_read.input_tokens", 8L)
        .containsEntry("gen_ai.usage.reasoning.output_tokens", 4L)
        .containsEntry("gen_ai.response.finish_reasons", List.of("stop"))
        .containsEntry("gen_ai.output.messages", answer("Hello from official-stream"));
    assertThat((Double) span.attribute("gen_ai.response.time_to_first_chunk")).isPositive();
  }

  @Test
  void aiService_overIt_hasOneSpanPerCall() {
    assertThat(draw("Desk", "session.id", "gen_ai.tool.call.id"))
        .containsExactly(
            "invoke_agent Desk",
            "  chat tools-official session.id=h-1",
            "  execute_tool lookup_order gen_ai.tool.call.id=call_tools-official",
            "  chat tools-official session.id=h-1");
  }

  @Test
  void streamingAiService_overIt_hasOneSpanPerCall() {
    assertThat(
            draw(
                "StreamingDesk",
                "treeline.stream.end",
                "gen_ai.tool.call.id",
                "treeline.decision.chosen"))
        .containsExactly(
            "invoke_agent StreamingDesk",
            "  chat tools-official-stream treeline.decision.chosen=[lookup_order]"
                + " treeline.stream.end=drained",
            "  execute_tool lookup_order gen_ai.tool.call.id=call_tools-official-stream",
            "  chat tools-official-stream treeline.stream.end=drained");
  }

  private List<String> draw(String agent, String... attributes) {
    return SpanDrawing.draw(receiver.spans(), receiver.span("invoke_agent " + agent), attributes);
  }
}
