package io.treeline.javaagent.instrumentation.ollama4j;

import static io.treeline.javaagent.testing.ExpectedChat.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.instrumentation.langchain4j.SpanDrawing;
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

/** What is seen of Ollama4j, whatever its version. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OllamaContract {

  private static final String HI =
      "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]";

  private final Class<?> program;
  private final String version;
  LoopbackHttp server;
  OtlpTestReceiver receiver;
  List<String> seen;

  OllamaContract(Class<?> program, String version) {
    this.program = program;
    this.version = version;
  }

  @BeforeAll
  void run() throws IOException {
    server = OllamaServer.start();
    receiver = OtlpTestReceiver.start();
    try (AgentJvm jvm =
        AgentJvm.builder(program)
            .libraries("io.github.ollama4j:ollama4j:" + version)
            .arguments(server.url())
            .exportTo(receiver)
            .start()) {
      seen = jvm.awaitSuccess().output().lines().filter(line -> line.startsWith("SEEN ")).toList();
    }
  }

  @AfterAll
  void stop() {
    receiver.close();
    server.close();
  }

  /** Whether the library always streams a chat. */
  abstract boolean streamsAlways();

  @Test
  void application_seesWhatTheServerSaid() {
    assertThat(seen)
        .contains(
            "SEEN chat: Hello from chat",
            "SEEN stream: Hello from stream",
            "SEEN tools: Hello from tools",
            "SEEN greedy: I will look it up.",
            "SEEN async: Hello from async",
            "SEEN embed: [[0.25, -0.5]]");
  }

  @Test
  void chat_answered_isOneSpanWithExactlyTheConventionsAttributes() {
    ReceivedSpan span = receiver.span("chat chat");

    Map<String, Object> attributes = span.attributesWithoutThread();
    attributes.remove("gen_ai.response.time_to_first_chunk");
    Map<String, Object> expected = new TreeMap<>();
    expected.put("gen_ai.operation.name", "chat");
    expected.put("gen_ai.provider.name", "ollama");
    expected.put("gen_ai.request.model", "chat");
    expected.put("gen_ai.response.model", "chat:latest");
    expected.put("gen_ai.response.finish_reasons", List.of("stop"));
    expected.put("gen_ai.usage.input_tokens", 21L);
    expected.put("gen_ai.usage.output_tokens", 9L);
    expected.put("gen_ai.input.messages", HI);
    expected.put("gen_ai.output.messages", answer("Hello from chat"));
    expected.put("openinference.span.kind", "LLM");
    expected.put("server.address", "127.0.0.1");
    expected.put("server.port", (long) server.port());
    if (streamsAlways()) {
      expected.put("gen_ai.request.stream", true);
      expected.put("treeline.stream.end", "drained");
    }
    assertThat(attributes).containsExactlyInAnyOrderEntriesOf(expected);
    assertThat(span.kind()).isEqualTo("CLIENT");
    assertThat(span.status()).isEqualTo("UNSET");
  }

  @Test
  void stream_drained_hasUsageTextAndTimeToFirstChunk() {
    ReceivedSpan span = receiver.span("chat stream");

    assertThat(span.attributesWithoutThread())
        .containsEntry("gen_ai.request.stream", true)
        .containsEntry("treeline.stream.end", "drained")
        .containsEntry("gen_ai.usage.input_tokens", 21L)
        .containsEntry("gen_ai.usage.output_tokens", 9L)
        .containsEntry("gen_ai.output.messages", answer("Hello from stream"));
    assertThat((Double) span.attribute("gen_ai.response.time_to_first_chunk")).isPositive();
  }

  @Test
  void tools_runByTheClient_areAnAgentsRun() {
    assertThat(drawn("chat tools"))
        .containsExactly(
            "invoke_agent treeline.agent.max_iterations=2 treeline.agent.stop_reason=final_answer",
            "  chat tools treeline.agent.iteration=1 treeline.decision.chosen=[lookup_order]",
            "  execute_tool lookup_order gen_ai.tool.call.arguments={\"orderId\":\"A-17\"}"
                + " gen_ai.tool.call.result={\"result\":\"shipped A-17\"}",
            "  chat tools treeline.agent.iteration=2");
    assertThat(receiver.spans("chat tools").get(0).attributesWithoutThread())
        .containsEntry("treeline.decision.offered", List.of("lookup_order"))
        .containsEntry(
            "treeline.decision.arguments",
            "[{\"name\":\"lookup_order\",\"arguments\":{\"orderId\":\"A-17\"}}]")
        .containsEntry("treeline.decision.rationale", "I will look it up.");
    assertThat((String) receiver.spans("chat tools").get(0).attribute("gen_ai.tool.definitions"))
        .startsWith(
            "[{\"type\":\"function\",\"name\":\"lookup_order\","
                + "\"description\":\"Looks an order up\",\"parameters\":{");
  }

  @Test
  void tools_wantedBeyondTheLimit_endTheRunWithThat() {
    assertThat(drawn("chat greedy").get(0))
        .isEqualTo(
            "invoke_agent treeline.agent.max_iterations=2"
                + " treeline.agent.stop_reason=max_iterations");
    assertThat(receiver.spans("chat greedy")).hasSize(3);
  }

  @Test
  void errorBody_isTheSpansErrorWithoutCredentials() {
    ReceivedSpan span = receiver.span("chat error");

    assertThat(span.status()).isEqualTo("ERROR");
    assertThat((String) span.attribute("error.type")).startsWith("io.github.ollama4j.exceptions.");
    assertThat(span.proto().getStatus().getMessage()).contains("[masked]");
    assertThat(span.proto().toString()).doesNotContain("sk-aaaa");
  }

  @Test
  void generate_isATextCompletion() {
    assertThat(receiver.span("text_completion generate").attributesWithoutThread())
        .containsEntry("gen_ai.usage.input_tokens", 21L)
        .containsEntry("gen_ai.usage.output_tokens", 9L)
        .containsEntry("gen_ai.input.messages", HI)
        .containsEntry("gen_ai.response.model", "generate:latest");
  }

  @Test
  void generateAsync_readOnItsOwnThread_isOneSpanWithUsage() {
    assertThat(receiver.span("text_completion async").attributesWithoutThread())
        .containsEntry("treeline.stream.end", "drained")
        .containsEntry("server.port", (long) server.port())
        .containsEntry("gen_ai.usage.input_tokens", 21L)
        .containsEntry("gen_ai.usage.output_tokens", 9L);
    assertThat((String) receiver.span("text_completion async").attribute("gen_ai.output.messages"))
        .contains("\"content\":\"Hello from async\"");
  }

  @Test
  void embed_hasModelAndTokens() {
    assertThat(receiver.span("embeddings embed").attributesWithoutThread())
        .containsEntry("gen_ai.response.model", "embed:latest")
        .containsEntry("gen_ai.usage.input_tokens", 3L)
        .containsEntry("server.address", "127.0.0.1")
        .containsEntry("gen_ai.provider.name", "ollama");
  }

  List<String> drawn(String callName) {
    ReceivedSpan call = receiver.spans(callName).get(0);
    ReceivedSpan root =
        receiver.spans().stream()
            .filter(span -> span.traceId().equals(call.traceId()))
            .filter(span -> span.parentSpanId().isEmpty())
            .findFirst()
            .orElseThrow();
    return SpanDrawing.draw(
        receiver.spans(),
        root,
        "treeline.agent.max_iterations",
        "treeline.agent.stop_reason",
        "treeline.agent.iteration",
        "treeline.decision.chosen",
        "gen_ai.tool.call.arguments",
        "gen_ai.tool.call.result");
  }
}
