package io.treeline.exporter.normalize;

import static io.treeline.exporter.normalize.RawSpans.attributes;
import static io.treeline.exporter.normalize.RawSpans.normalized;
import static io.treeline.exporter.normalize.RawSpans.raw;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.decode.RawSpan;
import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TokenUsage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key that stands for a fact, under the spelling of each sender, alone on a span. */
class SpellingsTest {

  /** What makes a span of each sender known for one. */
  private static final Map<String, String> SENDERS =
      Map.of(
          "genai", "{'gen_ai.operation.name': 'chat'}",
          "openinference", "{'openinference.span.kind': 'LLM'}",
          "traceloop", "{'llm.request.type': 'chat'}",
          "openlit", "{'telemetry.sdk.name': 'openlit', 'gen_ai.operation.name': 'chat'}",
          "langfuse", "{'langfuse.observation.type': 'generation'}",
          "vercel", "{'ai.operationId': 'ai.streamText.doStream'}",
          "mlflow", "{'mlflow.spanType': '\"CHAT_MODEL\"'}",
          "laminar", "{'lmnr.span.type': 'LLM'}",
          "braintrust", "{'braintrust.span_attributes': {'type': 'llm'}}",
          "pydantic", "{'logfire.msg': 'chat', 'gen_ai.operation.name': 'chat'}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          genai | requestModel | gen_ai.request.model
          openinference | requestModel | llm.model_name
          openinference | requestModel | llm.request.model_name
          openinference | requestModel | embedding.model_name
          openinference | requestModel | reranker.model_name
          langfuse | requestModel | langfuse.observation.model.name
          vercel | requestModel | ai.model.id
          vercel | requestModel | aisdk.model.id
          mlflow | requestModel | mlflow.llm.model
          genai | responseModel | gen_ai.response.model
          openinference | responseModel | llm.response.model_name
          vercel | responseModel | ai.response.model
          genai | provider | gen_ai.provider.name
          genai | provider | gen_ai.system
          openinference | provider | llm.provider
          openinference | provider | llm.system
          vercel | provider | ai.model.provider
          mlflow | provider | mlflow.llm.provider
          genai | responseId | gen_ai.response.id
          vercel | responseId | ai.response.id
          genai | finish | gen_ai.response.finish_reasons
          genai | finish | gen_ai.response.finish_reason
          genai | finish | gen_ai.finishReason
          genai | finish | llm.response.finish_reason
          openinference | finish | llm.finish_reason
          traceloop | finish | gen_ai.response.stop_reason
          traceloop | finish | llm.response.stop_reason
          vercel | finish | ai.response.finishReason
          vercel | finish | ai.finishReason
          genai | agentName | gen_ai.agent.name
          genai | agentId | gen_ai.agent.id
          openinference | agentName | agent.name
          """)
  void fact_underEachSendersKey_isRead(String sender, String field, String key) {
    assertThat(facts(sent(sender, key, "Some-Value"))).containsEntry(field, expected(field));
  }

  /** Providers are lower case; the others are as sent. */
  private static String expected(String field) {
    return field.equals("provider") ? "some-value" : "Some-Value";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          genai | input | gen_ai.usage.input_tokens
          genai | input | gen_ai.usage.prompt_tokens
          genai | input | gen_ai.response.prompt_tokens
          openinference | input | llm.token_count.prompt
          vercel | input | ai.usage.inputTokens
          vercel | input | ai.usage.promptTokens
          vercel | input | ai.usage.tokens
          genai | output | gen_ai.usage.output_tokens
          genai | output | gen_ai.usage.completion_tokens
          genai | output | gen_ai.response.completion_tokens
          openinference | output | llm.token_count.completion
          vercel | output | ai.usage.outputTokens
          vercel | output | ai.usage.completionTokens
          genai | cacheRead | gen_ai.usage.cache_read.input_tokens
          genai | cacheRead | gen_ai.usage.cache_read_input_tokens
          openlit | cacheRead | gen_ai.usage.prompt_tokens_details.cached_tokens
          pydantic | cacheRead | gen_ai.usage.input_tokens.cached
          pydantic | cacheRead | gen_ai.usage.details.cache_read_tokens
          openinference | cacheRead | llm.token_count.prompt_details.cache_read
          vercel | cacheRead | ai.usage.cachedInputTokens
          vercel | cacheRead | ai.usage.inputTokenDetails.cacheReadTokens
          genai | cacheWrite | gen_ai.usage.cache_write.input_tokens
          genai | cacheWrite | gen_ai.usage.cache_creation.input_tokens
          genai | cacheWrite | gen_ai.usage.cache_creation_input_tokens
          openlit | cacheWrite | gen_ai.usage.prompt_tokens_details.cache_creation_tokens
          pydantic | cacheWrite | gen_ai.usage.details.cache_write_tokens
          openinference | cacheWrite | llm.token_count.prompt_details.cache_write
          vercel | cacheWrite | ai.usage.inputTokenDetails.cacheWriteTokens
          laminar | cacheWriteHour | gen_ai.usage.cache_creation.input_tokens.ephemeral_1h
          genai | reasoning | gen_ai.usage.reasoning.output_tokens
          genai | reasoning | gen_ai.usage.reasoning_tokens
          openlit | reasoning | gen_ai.usage.completion_tokens_details.reasoning_tokens
          pydantic | reasoning | gen_ai.usage.details.reasoning_tokens
          traceloop | reasoning | llm.usage.reasoning_tokens
          openinference | reasoning | llm.token_count.completion_details.reasoning
          vercel | reasoning | ai.usage.reasoningTokens
          vercel | reasoning | ai.usage.outputTokenDetails.reasoningTokens
          genai | inputAudio | gen_ai.usage.audio.input_tokens
          openlit | inputAudio | gen_ai.usage.prompt_tokens_details.audio_tokens
          pydantic | inputAudio | gen_ai.usage.details.input_audio_tokens
          openinference | inputAudio | llm.token_count.prompt_details.audio
          genai | outputAudio | gen_ai.usage.audio.output_tokens
          openlit | outputAudio | gen_ai.usage.completion_tokens_details.audio_tokens
          openinference | outputAudio | llm.token_count.completion_details.audio
          genai | inputImage | gen_ai.usage.image.input_tokens
          openinference | inputImage | llm.token_count.prompt_details.image
          """)
  void count_underEachSendersKeyAsNumberOrText_isRead(String sender, String field, String key) {
    assertThat(counts(sent(sender, key, 17))).containsEntry(field, 17L);
    assertThat(counts(sent(sender, key, "17"))).containsEntry(field, 17L);
    assertThat(counts(sent(sender, key, "none"))).doesNotContainKey(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          openinference | llm.cost.total | 0.25
          genai | gen_ai.usage.cost | 0.25
          genai | gen_ai.usage.total_cost | 0.25
          openlit | gen_ai.token.cost.total | 0.25
          pydantic | operation.cost | 0.25
          """)
  void cost_underEachSendersKey_isKeptWithItsKey(String sender, String key, String usd) {
    Operation operation = sent(sender, key, usd).operation();

    assertThat(operation.reportedCostUsd()).isEqualByComparingTo(usd);
    assertThat(operation.reportedCostSource()).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "openinference, llm.cost.prompt, llm.cost.completion",
    "laminar, gen_ai.usage.input_cost, gen_ai.usage.output_cost",
  })
  void cost_inTwoParts_isTheirSumOnlyWhenBothAreThere(String sender, String input, String output) {
    Map<String, JsonNode> attributes = sender(sender);
    attributes.putAll(attributes("{\"" + input + "\": \"0.1\"}"));

    assertThat(normalized(raw(3, 0, attributes)).operation().reportedCostUsd()).isNull();

    attributes.putAll(attributes("{\"" + output + "\": 0.02}"));
    Operation both = normalized(raw(3, 0, attributes)).operation();
    assertThat(both.reportedCostUsd()).isEqualByComparingTo("0.12");
    assertThat(both.reportedCostSource()).isEqualTo(input + "+" + output);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          genai | gen_ai.prompt | gen_ai.completion
          genai | gen_ai.prompt.0.content | gen_ai.completion.0.content
          openinference | llm.prompts.0.prompt.text | llm.choices.0.completion.text
          openinference | llm.input_messages.0.message.content | llm.output_messages.0.message.content
          traceloop | traceloop.entity.input | traceloop.entity.output
          langfuse | langfuse.observation.input | langfuse.observation.output
          vercel | ai.prompt | ai.response.text
          vercel | ai.prompt.messages | ai.result.text
          mlflow | mlflow.spanInputs | mlflow.spanOutputs
          laminar | lmnr.span.input | lmnr.span.output
          braintrust | braintrust.input_json | braintrust.output_json
          pydantic | request_data | response_data
          """)
  void messages_underEachSendersKeys_areOfOneShape(String sender, String input, String output) {
    Map<String, JsonNode> attributes = sender(sender);
    attributes.putAll(attributes("{\"" + input + "\": \"Hi\", \"" + output + "\": \"Ho\"}"));

    Content content = normalized(raw(3, 0, attributes)).content();

    assertThat(content.inputMessages()).isEqualTo(message("user", "Hi"));
    assertThat(content.outputMessages()).isEqualTo(message("assistant", "Ho"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [{"role":"user","content":"Hi"}]
          [{"role":"Human","parts":[{"type":"text","content":"Hi"}]}]
          [{"content":"Hi","role":"user"}]
          """)
  void standardMessages_inAnotherShape_arePutIntoTheConventions(String sent) throws Exception {
    String twice = RawSpans.MAPPER.writeValueAsString(sent);

    for (Object form : List.of(RawSpans.MAPPER.readTree(sent), sent, twice)) {
      Span span = sent("genai", "gen_ai.input.messages", form);
      assertThat(span.content().inputMessages()).isEqualTo(message("user", "Hi"));
      assertThat(span.attributes()).doesNotContainKey("gen_ai.input.messages");
    }
  }

  @Test
  void standardMessages_asTheyAreToBe_areKeptAsSent() {
    String sent = "[ {\"role\": \"robot\", \"parts\": [ {\"type\": \"hologram\", \"x\": 1} ] } ]";

    assertThat(sent("genai", "gen_ai.input.messages", sent).content().inputMessages())
        .isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource({
    "gen_ai.tool.name, gen_ai.tool.call.id, gen_ai.tool.call.arguments, gen_ai.tool.call.result",
    "gen_ai.tool.name, gen_ai.tool_call.id, gen_ai.tool.args, gen_ai.tool.output",
    "tool.name, tool_call.id, input.value, output.value",
    "tool.name, tool.id, tool.parameters, output.value",
    "spring.ai.tool.definition.name, spring.ai.tool.call.id, spring.ai.tool.call.arguments,"
        + " spring.ai.tool.call.result",
    "ai.toolCall.name, ai.toolCall.id, ai.toolCall.args, ai.toolCall.result",
    "ai.toolCall.name, ai.toolCall.id, ai.toolCall.input, ai.toolCall.output",
    "gen_ai.tool.name, gen_ai.tool.call.id, gcp.vertex.agent.tool_call_args,"
        + " gcp.vertex.agent.tool_response",
    "gen_ai.tool.name, gen_ai.tool.call.id, tool_arguments, tool_response",
    "gen_ai.tool.name, gen_ai.tool.call.id, mcp.request.argument, mcp.response.value",
    "gen_ai.skill.name, gen_ai.tool.call.id, gen_ai.tool.call.arguments, gen_ai.tool.call.result",
  })
  void tool_underEachSendersKeys_hasNameIdArgumentsAndResult(
      String name, String id, String arguments, String result) {
    Map<String, JsonNode> attributes = new LinkedHashMap<>();
    attributes.putAll(attributes("{\"" + name + "\": \"find\", \"" + id + "\": \"c-1\"}"));
    attributes.putAll(
        attributes("{\"" + arguments + "\": {\"q\": 1}, \"" + result + "\": {\"n\": 2}}"));
    attributes.putAll(toolOf(name));
    if (arguments.startsWith("mcp.")) {
      attributes.putAll(attributes("{\"mcp.method.name\": \"tools/call\"}"));
    }

    Span span = normalized(raw(1, 0, attributes));

    assertThat(span.operation().kind().name()).isEqualTo("TOOL");
    assertThat(span.operation().toolName()).isEqualTo("find");
    assertThat(span.operation().toolCallId()).isEqualTo("c-1");
    assertThat(span.content().toolArguments()).isEqualTo("{\"q\":1}");
    assertThat(span.content().toolResult()).isEqualTo("{\"n\":2}");
  }

  private static Map<String, JsonNode> toolOf(String nameKey) {
    return switch (nameKey) {
      case "tool.name" -> attributes("{\"openinference.span.kind\": \"TOOL\"}");
      case "spring.ai.tool.definition.name" -> attributes("{\"spring.ai.kind\": \"tool_call\"}");
      case "ai.toolCall.name" -> attributes("{\"ai.operationId\": \"ai.toolCall\"}");
      case "gen_ai.skill.name" -> attributes("{\"gen_ai.span.kind\": \"TOOL\"}");
      default -> attributes("{\"gen_ai.operation.name\": \"execute_tool\"}");
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          genai | gen_ai.response.time_to_first_chunk | 0.25
          genai | gen_ai.client.operation.time_to_first_chunk | 0.25
          openlit | gen_ai.server.time_to_first_token | 0.25
          vercel | ai.response.msToFirstChunk | 250
          vercel | ai.stream.msToFirstChunk | 250
          langfuse | langfuse.observation.completion_start_time | 2026-09-21T14:13:20.25Z
          """)
  void timeToFirstChunk_inEachSendersUnit_isInNanoseconds(String sender, String key, String value) {
    assertThat(sent(sender, key, value).operation().timeToFirstChunkNanos())
        .isEqualTo(250_000_000L);
  }

  @ParameterizedTest
  @CsvSource({"First Token Stream Event", "ai.stream.firstChunk"})
  void timeToFirstChunk_asAnEvent_isItsTimeSinceTheStart(String name) {
    Map<String, JsonNode> attributes = sender("openinference");
    RawSpan.RawEvent event = new RawSpan.RawEvent(1_790_000_000_250_000_000L, name, Map.of());
    RawSpan.RawEvent early = new RawSpan.RawEvent(1_789_999_999_000_000_000L, name, Map.of());

    assertThat(normalized(raw(3, 0, attributes, event)).operation().timeToFirstChunkNanos())
        .isEqualTo(250_000_000L);
    assertThat(normalized(raw(3, 0, attributes, early)).operation().timeToFirstChunkNanos())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "gen_ai.operation.name, completion, LLM",
    "gen_ai.operation.name, generate, LLM",
    "gen_ai.operation.name, response, LLM",
    "gen_ai.operation.name, call_llm, LLM",
    "gen_ai.operation.name, llm_request, LLM",
    "gen_ai.operation.name, model_request, LLM",
    "gen_ai.operation.name, agent_step, STEP",
    "gen_ai.operation.name, execute_task, STEP",
    "gen_ai.operation.name, react, STEP",
    "gen_ai.operation.name, handle_conversation_turn, STEP",
    "gen_ai.operation.name, create_memory_store, MEMORY",
    "gen_ai.operation.name, delete_memory_store, MEMORY",
    "gen_ai.operation.name, create_memory, MEMORY",
    "gen_ai.operation.name, update_memory, MEMORY",
    "gen_ai.operation.name, upsert_memory, MEMORY",
    "gen_ai.operation.name, delete_memory, MEMORY",
    "llm.request.type, chat, LLM",
    "llm.request.type, completion, LLM",
    "llm.request.type, embedding, EMBEDDING",
    "llm.request.type, rerank, RERANKER",
    "traceloop.span.kind, workflow, WORKFLOW",
    "traceloop.span.kind, task, STEP",
    "traceloop.span.kind, agent, AGENT",
    "traceloop.span.kind, tool, TOOL",
    "langfuse.observation.type, generation, LLM",
    "langfuse.observation.type, embedding, EMBEDDING",
    "langfuse.observation.type, retriever, RETRIEVER",
    "langfuse.observation.type, tool, TOOL",
    "langfuse.observation.type, agent, AGENT",
    "langfuse.observation.type, span, STEP",
    "langfuse.observation.type, chain, WORKFLOW",
    "langfuse.observation.type, guardrail, GUARDRAIL",
    "langfuse.observation.type, evaluator, EVALUATOR",
    "ai.operationId, ai.generateText.doGenerate, LLM",
    "ai.operationId, ai.generateObject.doGenerate, LLM",
    "ai.operationId, ai.streamText.doStream, LLM",
    "ai.operationId, ai.streamObject.doStream, LLM",
    "ai.operationId, ai.embed.doEmbed, EMBEDDING",
    "ai.operationId, ai.embedMany.doEmbed, EMBEDDING",
    "ai.operationId, ai.rerank.doRerank, RERANKER",
    "ai.operationId, ai.rerank, WORKFLOW",
    "ai.operationId, ai.streamText, WORKFLOW",
    "gen_ai.span.kind, LLM, LLM",
    "gen_ai.span.kind, EMBEDDING, EMBEDDING",
    "gen_ai.span.kind, RETRIEVER, RETRIEVER",
    "gen_ai.span.kind, RERANKER, RERANKER",
    "gen_ai.span.kind, MCP, MCP",
    "gen_ai.span_kind_name, ENTRY, WORKFLOW",
    "gen_ai.span_kind_name, STEP, STEP",
    "gen_ai.span_kind_name, AGENT, AGENT",
    "spring.ai.kind, tool_call, TOOL",
    "spring.ai.kind, chat_client, AGENT",
    "spring.ai.kind, advisor, STEP",
    "spring.ai.kind, vector_store, OTHER",
    "mlflow.spanType, CHAT_MODEL, LLM",
    "mlflow.spanType, LLM, LLM",
    "mlflow.spanType, RERANKER, RERANKER",
    "mlflow.spanType, MEMORY, MEMORY",
    "mlflow.spanType, GUARDRAIL, GUARDRAIL",
    "mlflow.spanType, EVALUATOR, EVALUATOR",
    "lmnr.span.type, LLM, LLM",
    "lmnr.span.type, TOOL, TOOL",
    "lmnr.span.type, EVALUATOR, EVALUATOR",
    "lmnr.span.type, HUMAN_EVALUATOR, HUMAN",
    "lmnr.span.type, DEFAULT, STEP",
    "lmnr.span.type, CACHED, OTHER",
    "openinference.span.kind, PROMPT, STEP",
    "treeline.span.kind, human, HUMAN",
    "treeline.span.kind, reranker, RERANKER",
    "treeline.span.kind, retriever, RETRIEVER",
    "treeline.span.kind, workflow, WORKFLOW",
    "treeline.span.kind, step, STEP",
  })
  void kind_underEachSendersKey(String key, String value, String kind) {
    assertThat(normalized("{\"" + key + "\": \"" + value + "\"}").operation().kind())
        .hasToString(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "llm, LLM",
    "tool, TOOL",
    "task, STEP",
    "function, STEP",
    "score, EVALUATOR",
    "eval, WORKFLOW"
  })
  void kind_ofBraintrust(String type, String kind) {
    String text = "{\\\"type\\\": \\\"" + type + "\\\", \\\"name\\\": \\\"n\\\"}";

    assertThat(normalized("{\"braintrust.span_attributes\": \"" + text + "\"}").operation().kind())
        .hasToString(kind);
  }

  @ParameterizedTest
  @CsvSource({"image", "audio"})
  void kind_ofWhatOpenLitCallsPicturesAndSpeech_isAModelCall(String operation) {
    Map<String, JsonNode> attributes = sender("openlit");
    attributes.putAll(attributes("{\"gen_ai.operation.name\": \"" + operation + "\"}"));

    assertThat(normalized(raw(3, 0, attributes)).operation().kind()).hasToString("LLM");
  }

  @ParameterizedTest
  @CsvSource({
    "vertex_ai, gcp.vertex_ai",
    "gemini, gcp.gemini",
    "google_genai, gcp.gemini",
    "az.ai.inference, azure.ai.inference",
    "az.ai.openai, azure.ai.openai",
    "bedrock_converse, aws.bedrock",
    "xai, x_ai",
    "Anthropic, anthropic",
    "MistralAI, mistral_ai",
    "spring_ai,",
    "langchain,",
    "Langchain,",
    "litellm,",
    "gcp.vertex.agent,",
    "crewai,",
    "microsoft.agent_framework,",
    "none,",
  })
  void provider_underAnOlderName_isTheCurrentOneAndAFrameworkIsNone(
      String sent, @Nullable String provider) {
    assertThat(sent("genai", "gen_ai.system", sent).operation().provider()).isEqualTo(provider);
  }

  @Test
  void embedding_withATotalOnly_isAllInput() {
    Operation operation =
        normalized(
                """
                {"gen_ai.operation.name": "embeddings", "gen_ai.usage.total_tokens": "9"}
                """)
            .operation();

    assertThat(operation.usage().input()).isEqualTo(9L);
    assertThat(sent("genai", "gen_ai.usage.total_tokens", 9).operation().usage())
        .isEqualTo(TokenUsage.UNKNOWN);
  }

  @Test
  void braintrust_metricsAndMetadata_areUsageModelAndProvider() {
    Span span =
        normalized(
            """
            {"braintrust.span_attributes": "{\\"type\\": \\"llm\\", \\"name\\": \\"Chat\\"}",
             "braintrust.metadata": "{\\"model\\": \\"gpt-4o\\", \\"provider\\": \\"openai\\", \\"plan\\": \\"pro\\"}",
             "braintrust.metrics": "{\\"prompt_tokens\\": 120, \\"completion_tokens\\": 30, \\"prompt_cached_tokens\\": 100, \\"completion_reasoning_tokens\\": 8, \\"tokens\\": 150}",
             "braintrust.tags": ["beta"], "braintrust.scores": "{\\"Helpful\\": 0.75, \\"Polite\\": null}",
             "braintrust.input_json": "[{\\"role\\": \\"user\\", \\"content\\": \\"Hi\\"}]",
             "braintrust.output_json": "[{\\"message\\": {\\"role\\": \\"assistant\\", \\"content\\": \\"Ho\\"}, \\"finish_reason\\": \\"stop\\"}]"}
            """);

    assertThat(span.dialect()).isEqualTo("braintrust");
    assertThat(span.operation().provider()).isEqualTo("openai");
    assertThat(span.operation().requestModel()).isEqualTo("gpt-4o");
    assertThat(span.operation().usage()).isEqualTo(new TokenUsage(120L, 30L, 100L, null, 8L));
    assertThat(span.operation().usageSource()).isEqualTo("braintrust");
    assertThat(span.content().inputMessages()).isEqualTo(message("user", "Hi"));
    assertThat(span.session().tags()).containsExactly("beta");
    assertThat(span.session().properties()).containsEntry("plan", "pro");
    assertThat(SpanScores.of(span))
        .singleElement()
        .satisfies(
            score -> {
              assertThat(score.name()).isEqualTo("Helpful");
              assertThat(score.value().number()).isEqualTo(0.75);
            });
  }

  @Test
  void laminar_observedTool_hasPathSessionAndProperties() {
    Span span =
        normalized(
            """
            {"lmnr.span.type": "TOOL", "lmnr.span.path": ["agent", "look/up"],
             "lmnr.span.ids_path": ["a", "b"], "lmnr.span.input": "{\\"id\\": 7}",
             "lmnr.span.output": "\\"shipped\\"",
             "lmnr.association.properties.session_id": "s-1",
             "lmnr.association.properties.user_id": "u-1",
             "lmnr.association.properties.labels": ["slow"],
             "lmnr.association.properties.metadata.plan": "pro"}
            """);

    assertThat(span.dialect()).isEqualTo("laminar");
    assertThat(span.operation().toolName()).isEqualTo("span");
    assertThat(span.content().toolArguments()).isEqualTo("{\"id\": 7}");
    assertThat(span.content().toolResult()).isEqualTo("\"shipped\"");
    assertThat(span.session().sessionId()).isEqualTo("s-1");
    assertThat(span.session().userId()).isEqualTo("u-1");
    assertThat(span.session().path()).isEqualTo("/agent/look up");
    assertThat(span.session().tags()).containsExactly("slow");
    assertThat(span.session().properties()).isEqualTo(Map.of("plan", "pro"));
  }

  @Test
  void laminar_instrumentedClient_isWhatItSaysInGenAisWords() {
    assertThat(
            normalized(
                    """
                    {"lmnr.span.type": "DEFAULT", "lmnr.span.path": ["openai.chat"],
                     "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o"}
                    """)
                .operation()
                .kind())
        .hasToString("LLM");
  }

  @Test
  void springAi_namesOfTools_areToolDefinitions() {
    Span span = sent("genai", "spring.ai.model.request.tool.names", "[\"find\", \"pay\"]");

    assertThat(span.content().toolDefinitions())
        .isEqualTo(
            "[{\"type\":\"function\",\"name\":\"find\"},{\"type\":\"function\",\"name\":\"pay\"}]");
  }

  private static Map<String, Object> facts(Span span) {
    Operation operation = span.operation();
    Map<String, Object> facts = new TreeMap<>();
    put(facts, "requestModel", operation.requestModel());
    put(facts, "responseModel", operation.responseModel());
    put(facts, "provider", operation.provider());
    put(facts, "responseId", operation.responseId());
    put(facts, "finish", String.join(",", operation.finishReasons()));
    put(facts, "agentName", operation.agentName());
    put(facts, "agentId", operation.agentId());
    return facts;
  }

  private static Map<String, Object> counts(Span span) {
    TokenUsage usage = span.operation().usage();
    Map<String, Object> counts = new TreeMap<>();
    put(counts, "input", usage.input());
    put(counts, "output", usage.output());
    put(counts, "cacheRead", usage.cacheRead());
    put(counts, "cacheWrite", usage.cacheWrite());
    put(counts, "cacheWriteHour", usage.cacheWriteHour());
    put(counts, "reasoning", usage.reasoning());
    put(counts, "inputAudio", usage.inputAudio());
    put(counts, "outputAudio", usage.outputAudio());
    put(counts, "inputImage", usage.inputImage());
    return counts;
  }

  private static void put(Map<String, Object> map, String name, @Nullable Object value) {
    if (value != null) {
      map.put(name, value);
    }
  }

  private static Span sent(String sender, String key, Object value) {
    Map<String, JsonNode> attributes = sender(sender);
    attributes.put(key, RawSpans.MAPPER.valueToTree(value));
    return normalized(raw(3, 0, attributes));
  }

  private static Map<String, JsonNode> sender(String name) {
    return attributes(SENDERS.get(name).replace("\"", "\\\"").replace('\'', '"'));
  }

  private static String message(String role, String text) {
    return "[{\"role\":\"%s\",\"parts\":[{\"type\":\"text\",\"content\":\"%s\"}]}]"
        .formatted(role, text);
  }
}
