package io.treeline.javaagent.instrumentation.bedrock;

import static io.treeline.javaagent.testing.ExpectedChat.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.ReceivedSpan;
import io.treeline.javaagent.testing.library.LibraryContract;
import io.treeline.javaagent.testing.library.LibraryScenarios;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Amazon Bedrock's Converse API, and its models invoked with bodies of their own. */
abstract class ConverseContract extends LibraryContract {
  private final String version;

  ConverseContract(String version) {
    this.version = version;
  }

  @Override
  protected Class<? extends LibraryScenarios> scenarios() {
    return ConverseScenarios.class;
  }

  @Override
  protected String[] libraries() {
    return new String[] {"software.amazon.awssdk:bedrockruntime:" + version};
  }

  @Override
  protected String provider() {
    return "aws.bedrock";
  }

  /** Whether this version of the SDK knows of caches. */
  protected boolean knowsCaches() {
    return true;
  }

  @Override
  protected Map<String, Object> expectedChat() {
    Map<String, Object> attributes = new TreeMap<>();
    attributes.put("gen_ai.operation.name", "chat");
    attributes.put("gen_ai.provider.name", "aws.bedrock");
    attributes.put("gen_ai.request.model", "chat");
    attributes.put("gen_ai.response.finish_reasons", List.of("end_turn"));
    // On the wire 13, without the 8 that came from the cache.
    attributes.put("gen_ai.usage.input_tokens", 21L);
    attributes.put("gen_ai.usage.output_tokens", 9L);
    if (knowsCaches()) {
      attributes.put("gen_ai.usage.cache_read.input_tokens", 8L);
      attributes.put("gen_ai.usage.cache_creation.input_tokens", 0L);
    }
    attributes.put(
        "gen_ai.input.messages",
        "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]");
    attributes.put("gen_ai.output.messages", answer("Hello from chat"));
    attributes.put("openinference.span.kind", "LLM");
    attributes.put("server.address", "127.0.0.1");
    attributes.put("server.port", (long) server.port());
    return attributes;
  }

  @Override
  protected Map<String, Object> expectedParameters() {
    return Map.of(
        "gen_ai.request.temperature",
        0.5,
        "gen_ai.request.top_p",
        0.9,
        "gen_ai.request.max_tokens",
        100L,
        "gen_ai.request.stop_sequences",
        List.of("END"));
  }

  @Override
  protected FinishReasons finishReasons() {
    return new FinishReasons("end_turn", "tool_use");
  }

  @Override
  protected @Nullable String responseModel(String model) {
    return null;
  }

  @Override
  protected boolean asksForStreamUsage() {
    return true;
  }

  @Override
  protected boolean separatesSystemMessages() {
    return true;
  }

  @Override
  protected String closedEarlyEnding() {
    return "cancelled";
  }

  @Test
  void calls_areOneGenAiSpanEach() {
    assertThat(receiver.spans())
        .filteredOn(span -> span.attribute("gen_ai.operation.name") != null)
        .allSatisfy(span -> assertThat(span.scope()).isEqualTo("io.treeline.bedrock"));
  }

  @Test
  void guardrail_thatIntervened_isOnTheSpan() {
    ReceivedSpan span = receiver.span("chat guarded");

    assertThat(span.attributesWithoutThread())
        .containsEntry("aws.bedrock.guardrail.id", "gr-1")
        .containsEntry("treeline.bedrock.guardrail.version", "3")
        .containsEntry("gen_ai.response.finish_reasons", List.of("guardrail_intervened"));
    assertThat((String) span.attribute("treeline.bedrock.guardrail.trace")).contains("Investing");
  }

  @Test
  void invokedModels_areReadByTheShapeOfTheirBodies() {
    for (String model :
        List.of(
            "amazon.nova-lite-v1:0",
            "amazon.titan-text-express-v1",
            "meta.llama3-8b-instruct-v1:0")) {
      for (String operation : List.of("chat", "text_completion")) {
        assertThat(receiver.spans(operation + " " + model))
            .allSatisfy(
                span ->
                    assertThat(span.attributesWithoutThread())
                        .containsEntry("gen_ai.provider.name", "aws.bedrock")
                        .containsEntry("gen_ai.request.max_tokens", 100L)
                        .containsEntry("gen_ai.usage.input_tokens", 21L)
                        .containsEntry("gen_ai.usage.output_tokens", 9L)
                        .containsEntry("gen_ai.output.messages", answer("Hello")));
      }
    }
    assertThat(receiver.spans("chat amazon.nova-lite-v1:0")).hasSize(2);
    assertThat(receiver.spans("text_completion amazon.titan-text-express-v1")).hasSize(2);
    assertThat(receiver.spans("text_completion meta.llama3-8b-instruct-v1:0")).hasSize(2);
    assertThat(receiver.spans("text_completion mistral.mistral-7b-instruct-v0:2"))
        .hasSize(2)
        .allSatisfy(
            span ->
                assertThat(span.attribute("gen_ai.output.messages")).isEqualTo(answer("Hello")));
  }

  @Test
  void invokedClaude_isReadAsAnthropicsOwnApiIs() {
    assertThat(receiver.spans("chat us.anthropic.claude-3-5-sonnet-v2:0"))
        .hasSize(2)
        .allSatisfy(
            span ->
                assertThat(span.attributesWithoutThread())
                    .containsEntry("gen_ai.provider.name", "aws.bedrock")
                    .containsEntry("gen_ai.request.max_tokens", 100L)
                    .containsEntry(
                        "gen_ai.system_instructions",
                        "[{\"type\":\"text\",\"content\":\"Be brief.\"}]")
                    .containsEntry("gen_ai.response.id", "msg_claude")
                    .containsEntry("gen_ai.response.model", "claude-2026")
                    .containsEntry("gen_ai.response.finish_reasons", List.of("end_turn"))
                    // On the wire 9, without the 8 from the cache and the 4 into it.
                    .containsEntry("gen_ai.usage.input_tokens", 21L)
                    .containsEntry("gen_ai.usage.cache_read.input_tokens", 8L)
                    .containsEntry("gen_ai.usage.cache_creation.input_tokens", 4L)
                    .containsEntry("gen_ai.usage.output_tokens", 9L)
                    .containsEntry("gen_ai.output.messages", answer("Hello from claude")));
  }

  @Test
  void invokedClaude_choosesATool() {
    assertThat(receiver.spans("chat eu.anthropic.claude-haiku-4-5-v1:0"))
        .hasSize(2)
        .allSatisfy(
            span -> {
              assertThat(span.attributesWithoutThread())
                  .containsEntry("treeline.decision.offered", List.of("lookup_order"))
                  .containsEntry("treeline.decision.chosen", List.of("lookup_order"))
                  .containsEntry("gen_ai.response.finish_reasons", List.of("tool_use"));
              assertThat((String) span.attribute("gen_ai.output.messages"))
                  .contains("I will look it up.", "A-17");
            });
  }

  @Test
  void invokedCohere_choosesATool() {
    assertThat(receiver.span("chat cohere.command-r-v1:0").attributesWithoutThread())
        .containsEntry("gen_ai.response.id", "r-1")
        .containsEntry("treeline.decision.offered", List.of("lookup_order"))
        .containsEntry("treeline.decision.chosen", List.of("lookup_order"));
  }

  @Test
  void invokedEmbeddings_areEmbeddings() {
    assertThat(receiver.span("embeddings amazon.titan-embed-text-v2:0").attributesWithoutThread())
        .containsEntry("gen_ai.usage.input_tokens", 5L)
        .containsEntry("gen_ai.embeddings.dimension.count", 256L)
        .containsEntry("openinference.span.kind", "EMBEDDING");
    assertThat(receiver.spans("embeddings cohere.embed-english-v3")).hasSize(1);
  }
}
