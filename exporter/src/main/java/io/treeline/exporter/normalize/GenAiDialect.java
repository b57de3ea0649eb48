package io.treeline.exporter.normalize;

import static io.treeline.exporter.normalize.SpanDraft.orElse;

import io.treeline.exporter.model.OperationKind;
import io.treeline.semconv.GenAiAttributes;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The OpenTelemetry GenAI conventions: their current keys, those they replaced, and the spellings
 * widespread emitters use under {@code gen_ai.}.
 *
 * <p><b>Tokens.</b> Input includes what was read from and written to the cache, output includes
 * reasoning. Where a dialect before this one knows the sender to count otherwise, it has said so
 * ({@link SpanDraft#inputExcludesCache(String)}).
 */
final class GenAiDialect implements Dialect {

  private static final Map<String, OperationKind> KINDS =
      Map.ofEntries(
          Map.entry("chat", OperationKind.LLM),
          Map.entry("text_completion", OperationKind.LLM),
          Map.entry("generate_content", OperationKind.LLM),
          Map.entry("completion", OperationKind.LLM),
          Map.entry("chat.completions", OperationKind.LLM),
          Map.entry("text.completions", OperationKind.LLM),
          Map.entry("responses", OperationKind.LLM),
          Map.entry("generate", OperationKind.LLM),
          Map.entry("response", OperationKind.LLM),
          Map.entry("call_llm", OperationKind.LLM),
          Map.entry("llm_request", OperationKind.LLM),
          Map.entry("model_request", OperationKind.LLM),
          Map.entry("embeddings", OperationKind.EMBEDDING),
          Map.entry("embedding", OperationKind.EMBEDDING),
          Map.entry("retrieval", OperationKind.RETRIEVER),
          Map.entry("rerank", OperationKind.RERANKER),
          Map.entry("execute_tool", OperationKind.TOOL),
          Map.entry("invoke_agent", OperationKind.AGENT),
          Map.entry("create_agent", OperationKind.AGENT),
          Map.entry("invoke_workflow", OperationKind.WORKFLOW),
          Map.entry("plan", OperationKind.STEP),
          Map.entry("agent_step", OperationKind.STEP),
          Map.entry("execute_task", OperationKind.STEP),
          Map.entry("react", OperationKind.STEP),
          Map.entry("create_memory_store", OperationKind.MEMORY),
          Map.entry("delete_memory_store", OperationKind.MEMORY),
          Map.entry("create_memory", OperationKind.MEMORY),
          Map.entry("search_memory", OperationKind.MEMORY),
          Map.entry("update_memory", OperationKind.MEMORY),
          Map.entry("upsert_memory", OperationKind.MEMORY),
          Map.entry("delete_memory", OperationKind.MEMORY),
          Map.entry("handle_conversation_turn", OperationKind.STEP),
          // Reads an answer made earlier: it spends no tokens, so it is no call of the model.
          Map.entry("fetch_response", OperationKind.OTHER));

  private static final String[] TOTALS = {
    "gen_ai.usage.total_tokens", "llm.usage.total_tokens", "llm.token_count.total"
  };

  private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000);

  @Override
  public String name() {
    return "genai";
  }

  @Override
  public boolean read(AttributeReader in, SpanDraft draft) {
    draft.operationName =
        orElse(draft.operationName, () -> in.fact(GenAiAttributes.OPERATION_NAME.getKey()));
    readFacts(in, draft);
    readUsage(in, draft);
    readContent(in, draft);
    OperationKind kind = kind(draft);
    draft.kind = orElse(draft.kind, () -> kind);
    if (draft.kind == OperationKind.EMBEDDING && draft.outputTokens == null) {
      // All that an embedding counts is input.
      new DraftFiller(in, draft).inputTokens(TOTALS);
    }
    return draft.operationName != null || kind != null || draft.provider != null;
  }

  private static void readFacts(AttributeReader in, SpanDraft draft) {
    new DraftFiller(in, draft)
        .provider(GenAiAttributes.PROVIDER_NAME.getKey(), GenAiAttributes.SYSTEM.getKey())
        .requestModel(GenAiAttributes.REQUEST_MODEL.getKey())
        .responseModel(GenAiAttributes.RESPONSE_MODEL.getKey())
        .responseId(GenAiAttributes.RESPONSE_ID.getKey())
        .finishReasons(
            GenAiAttributes.RESPONSE_FINISH_REASONS.getKey(),
            "gen_ai.response.finish_reason",
            "gen_ai.finishReason",
            "llm.response.finish_reason")
        .agentName(GenAiAttributes.AGENT_NAME.getKey())
        .agentId(GenAiAttributes.AGENT_ID.getKey())
        .toolName(GenAiAttributes.TOOL_NAME.getKey())
        .toolCallId(GenAiAttributes.TOOL_CALL_ID.getKey(), "gen_ai.tool_call.id")
        .reportedCost("gen_ai.usage.cost", "gen_ai.usage.total_cost")
        .reportedCostOf("gen_ai.usage.input_cost", "gen_ai.usage.output_cost");
    draft.timeToFirstChunkNanos = orElse(draft.timeToFirstChunkNanos, () -> firstChunkNanos(in));
  }

  private static void readUsage(AttributeReader in, SpanDraft draft) {
    new DraftFiller(in, draft)
        .inputTokens(
            GenAiAttributes.USAGE_INPUT_TOKENS.getKey(),
            GenAiAttributes.USAGE_PROMPT_TOKENS.getKey(),
            "gen_ai.response.prompt_tokens")
        .outputTokens(
            GenAiAttributes.USAGE_OUTPUT_TOKENS.getKey(),
            GenAiAttributes.USAGE_COMPLETION_TOKENS.getKey(),
            "gen_ai.response.completion_tokens")
        .cacheReadTokens(
            GenAiAttributes.USAGE_CACHE_READ_INPUT_TOKENS.getKey(),
            "gen_ai.usage.cache_read_input_tokens",
            "gen_ai.usage.prompt_tokens_details.cached_tokens",
            "gen_ai.usage.input_tokens.cached",
            "gen_ai.usage.details.cache_read_tokens")
        .cacheWriteTokens(
            GenAiAttributes.USAGE_CACHE_WRITE_INPUT_TOKENS.getKey(),
            GenAiAttributes.USAGE_CACHE_CREATION_INPUT_TOKENS.getKey(),
            "gen_ai.usage.cache_creation_input_tokens",
            "gen_ai.usage.prompt_tokens_details.cache_creation_tokens",
            "gen_ai.usage.details.cache_write_tokens")
        .reasoningTokens(
            GenAiAttributes.USAGE_REASONING_OUTPUT_TOKENS.getKey(),
            "gen_ai.usage.reasoning_tokens",
            "gen_ai.usage.completion_tokens_details.reasoning_tokens",
            "gen_ai.usage.details.reasoning_tokens",
            "llm.usage.reasoning_tokens")
        .cacheWriteHourTokens(
            GenAiAttributes.ANTHROPIC_CACHE_CREATION_1H_INPUT_TOKENS.getKey(),
            "gen_ai.usage.cache_creation.input_tokens.ephemeral_1h",
            "gen_ai.usage.details.ephemeral_1h_input_tokens")
        .inputAudioTokens(
            "gen_ai.usage.audio.input_tokens",
            "gen_ai.usage.input_tokens.audio",
            "gen_ai.usage.prompt_tokens_details.audio_tokens",
            "gen_ai.usage.details.input_audio_tokens")
        .outputAudioTokens(
            "gen_ai.usage.audio.output_tokens",
            "gen_ai.usage.output_tokens.audio",
            "gen_ai.usage.completion_tokens_details.audio_tokens",
            "gen_ai.usage.details.output_audio_tokens")
        .cacheReadAudioTokens("gen_ai.usage.details.cache_audio_read_tokens")
        .inputImageTokens(
            "gen_ai.usage.image.input_tokens",
            "gen_ai.usage.prompt_tokens_details.image_tokens",
            "gen_ai.usage.details.input_image_tokens");
  }

  private static void readContent(AttributeReader in, SpanDraft draft) {
    DraftFiller fill = new DraftFiller(in, draft);
    fill.standardMessages(
        GenAiAttributes.INPUT_MESSAGES.getKey(), GenAiAttributes.OUTPUT_MESSAGES.getKey());
    draft.inputMessages =
        orElse(draft.inputMessages, () -> FlattenedMessages.GEN_AI_PROMPT.read(in));
    draft.outputMessages =
        orElse(draft.outputMessages, () -> FlattenedMessages.GEN_AI_COMPLETION.read(in));
    fill.inputMessages("gen_ai.prompt").outputMessages("gen_ai.completion");
    draft.systemInstructions =
        orElse(
            draft.systemInstructions,
            () -> in.content(GenAiAttributes.SYSTEM_INSTRUCTIONS.getKey()));
    draft.toolDefinitions =
        orElse(draft.toolDefinitions, () -> in.content(GenAiAttributes.TOOL_DEFINITIONS.getKey()));
    // On a model's span they tell what it asked for, which its answer tells too: no tool ran.
    if (kind(draft) != OperationKind.LLM) {
      new DraftFiller(in, draft)
          .toolArguments(GenAiAttributes.TOOL_CALL_ARGUMENTS.getKey(), "gen_ai.tool.args")
          .toolResult(GenAiAttributes.TOOL_CALL_RESULT.getKey(), "gen_ai.tool.output");
    }
    new DraftFiller(in, draft)
        .input(GenAiAttributes.RETRIEVAL_QUERY_TEXT.getKey(), "gen_ai.memory.query.text")
        .output(GenAiAttributes.RETRIEVAL_DOCUMENTS.getKey(), "gen_ai.memory.records");
  }

  private static @Nullable OperationKind kind(SpanDraft draft) {
    String name = draft.operationName;
    if (name != null) {
      // ADK sums up parallel tool calls in a pseudo-span; the calls have spans of their own.
      if ("(merged tools)".equals(draft.toolName)) {
        return OperationKind.OTHER;
      }
      return KINDS.get(name.toLowerCase(Locale.ROOT));
    }
    if (draft.toolName != null || draft.toolCallId != null) {
      return OperationKind.TOOL;
    }
    boolean modelCall = draft.requestModel != null || draft.responseModel != null;
    return modelCall && draft.kind == null ? OperationKind.LLM : null;
  }

  private static @Nullable Long firstChunkNanos(AttributeReader in) {
    BigDecimal seconds =
        in.number(
            GenAiAttributes.RESPONSE_TIME_TO_FIRST_CHUNK.getKey(),
            "gen_ai.server.time_to_first_token",
            "gen_ai.client.operation.time_to_first_chunk");
    if (seconds == null || seconds.signum() < 0) {
      return null;
    }
    BigDecimal nanos = seconds.multiply(NANOS_PER_SECOND);
    return nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0 ? null : nanos.longValue();
  }
}
