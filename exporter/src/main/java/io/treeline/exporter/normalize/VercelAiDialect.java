package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.treeline.exporter.model.OperationKind;
import org.jspecify.annotations.Nullable;

/**
 * The Vercel AI SDK's {@code ai.*} keys. A call is two spans: the outer one, {@code
 * ai.generateText}, may loop over tools and repeats the sum of its usage; the inner one, {@code
 * ai.generateText.doGenerate}, is the request to the model.
 *
 * <p><b>Tokens.</b> From version 6 on, known by {@code ai.usage.inputTokenDetails}, input includes
 * what was cached. Before, the provider's own count was passed through: Anthropic's and Bedrock's
 * leave it out, and what was written to the cache stands in {@code ai.response.providerMetadata}
 * only.
 */
final class VercelAiDialect implements Dialect {

  @Override
  public String name() {
    return "vercel-ai";
  }

  @Override
  public boolean read(AttributeReader in, SpanDraft draft) {
    String operation = in.fact("ai.operationId");
    if (operation == null) {
      return false;
    }
    OperationKind kind = kind(operation);
    DraftFiller fill =
        new DraftFiller(in, draft)
            .kind(kind)
            .requestModel("ai.model.id", "aisdk.model.id")
            .responseModel("ai.response.model")
            .responseId("ai.response.id")
            .finishReasons("ai.response.finishReason", "ai.finishReason")
            .toolName("ai.toolCall.name")
            .toolCallId("ai.toolCall.id")
            .inputTokens("ai.usage.inputTokens", "ai.usage.promptTokens", "ai.usage.tokens")
            .outputTokens("ai.usage.outputTokens", "ai.usage.completionTokens")
            .cacheReadTokens(
                "ai.usage.cachedInputTokens", "ai.usage.inputTokenDetails.cacheReadTokens")
            .cacheWriteTokens("ai.usage.inputTokenDetails.cacheWriteTokens")
            .reasoningTokens(
                "ai.usage.reasoningTokens", "ai.usage.outputTokenDetails.reasoningTokens")
            .millisToFirstChunk("ai.response.msToFirstChunk", "ai.stream.msToFirstChunk")
            .toolDefinitions("ai.prompt.tools")
            .toolArguments("ai.toolCall.args", "ai.toolCall.input")
            .toolResult("ai.toolCall.result", "ai.toolCall.output");
    if (draft.provider == null) {
      draft.provider = provider(in.fact("ai.model.provider"));
    }
    readProviderMetadata(in, draft);
    if (!hasInputDetails(in) && Providers.countsCacheApart(draft.provider)) {
      draft.inputExcludesCache(name());
    }
    if (kind == OperationKind.WORKFLOW) {
      fill.agentName("ai.telemetry.functionId");
    }
    readContent(in, draft, fill);
    return true;
  }

  private static @Nullable OperationKind kind(String operation) {
    if (operation.endsWith(".doGenerate") || operation.endsWith(".doStream")) {
      return OperationKind.LLM;
    }
    if (operation.endsWith(".doEmbed")) {
      return OperationKind.EMBEDDING;
    }
    if (operation.endsWith(".doRerank")) {
      return OperationKind.RERANKER;
    }
    if (operation.equals("ai.toolCall")) {
      return OperationKind.TOOL;
    }
    return operation.startsWith("ai.") ? OperationKind.WORKFLOW : null;
  }

  /** {@code openai.chat} names the provider's API too, and some providers go by another name. */
  private static @Nullable String provider(@Nullable String sent) {
    if (sent == null) {
      return null;
    }
    if (sent.startsWith("google.vertex")) {
      return "gcp.vertex_ai";
    }
    if (sent.startsWith("google")) {
      return "gcp.gemini";
    }
    if (sent.startsWith("amazon-bedrock")) {
      return "aws.bedrock";
    }
    if (sent.startsWith("azure")) {
      return "azure.ai.openai";
    }
    int dot = sent.indexOf('.');
    return dot < 0 ? sent : sent.substring(0, dot);
  }

  private static boolean hasInputDetails(AttributeReader in) {
    return in.has("ai.usage.inputTokenDetails.noCacheTokens")
        || in.has("ai.usage.inputTokenDetails.cacheReadTokens")
        || in.has("ai.usage.inputTokenDetails.cacheWriteTokens");
  }

  /** What each provider says of its own, where the SDK has no key for it. */
  private static void readProviderMetadata(AttributeReader in, SpanDraft draft) {
    JsonNode metadata = DraftFiller.parsed(in.all().get("ai.response.providerMetadata"));
    if (metadata == null || !metadata.isObject()) {
      return;
    }
    JsonNode anthropic = metadata.path("anthropic");
    JsonNode bedrock = metadata.path("bedrock").path("usage");
    draft.cacheReadTokens =
        firstOf(
            draft.cacheReadTokens,
            metadata.at("/openai/cachedPromptTokens"),
            anthropic.at("/usage/cache_read_input_tokens"),
            anthropic.path("cacheReadInputTokens"),
            bedrock.path("cacheReadInputTokens"));
    draft.cacheWriteTokens =
        firstOf(
            draft.cacheWriteTokens,
            anthropic.at("/usage/cache_creation_input_tokens"),
            anthropic.path("cacheCreationInputTokens"),
            bedrock.path("cacheWriteInputTokens"));
    draft.cacheWriteHourTokens =
        firstOf(
            draft.cacheWriteHourTokens,
            anthropic.at("/usage/cache_creation/ephemeral_1h_input_tokens"));
    draft.reasoningTokens = firstOf(draft.reasoningTokens, metadata.at("/openai/reasoningTokens"));
  }

  private static @Nullable Long firstOf(@Nullable Long known, JsonNode... values) {
    Long count = known;
    for (int i = 0; count == null && i < values.length; i++) {
      count = AttributeReader.countOf(values[i]);
    }
    return count;
  }

  private static void readContent(AttributeReader in, SpanDraft draft, DraftFiller fill) {
    if (draft.kind == OperationKind.LLM) {
      fill.inputMessages("ai.prompt.messages", "ai.prompt");
      if (draft.outputMessages == null) {
        draft.outputMessages = answer(in);
      }
    }
    fill.input("ai.prompt", "ai.value", "ai.values")
        .output("ai.response.text", "ai.response.object", "ai.result.text", "ai.result.object");
  }

  /** Text and tool calls of one answer come under keys of their own. */
  private static @Nullable String answer(AttributeReader in) {
    ObjectNode message = JsonNodeFactory.instance.objectNode().put("role", "assistant");
    String text = in.text("ai.response.text", "ai.result.text", "ai.response.object");
    if (text != null) {
      message.put("content", text);
      in.take("ai.response.text");
      in.take("ai.result.text");
      in.take("ai.response.object");
    }
    JsonNode calls = DraftFiller.parsed(in.all().get("ai.response.toolCalls"));
    if (calls instanceof ArrayNode array && !array.isEmpty()) {
      message.set("tool_calls", array);
      in.take("ai.response.toolCalls");
    }
    return Messages.of(message, "assistant");
  }
}
