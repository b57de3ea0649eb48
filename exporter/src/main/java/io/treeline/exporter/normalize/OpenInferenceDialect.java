package io.treeline.exporter.normalize;

import static io.treeline.exporter.normalize.SpanDraft.orElse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.treeline.exporter.model.OperationKind;
import io.treeline.semconv.OpenInferenceAttributes;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The OpenInference conventions, as Phoenix's instrumentations send them.
 *
 * <p><b>Tokens.</b> {@code llm.token_count.prompt} includes what {@code prompt_details} tell apart,
 * {@code completion} what {@code completion_details} do.
 */
final class OpenInferenceDialect implements Dialect {

  private static final Map<String, OperationKind> KINDS =
      Map.of(
          "LLM", OperationKind.LLM,
          "EMBEDDING", OperationKind.EMBEDDING,
          "TOOL", OperationKind.TOOL,
          "AGENT", OperationKind.AGENT,
          // A chain is anything that glues calls together, from one prompt to a whole run.
          "CHAIN", OperationKind.STEP,
          "PROMPT", OperationKind.STEP,
          "RETRIEVER", OperationKind.RETRIEVER,
          "RERANKER", OperationKind.RERANKER,
          "GUARDRAIL", OperationKind.GUARDRAIL,
          "EVALUATOR", OperationKind.EVALUATOR);

  private static final String[] MODEL_NAMES = {
    OpenInferenceAttributes.LLM_MODEL_NAME.getKey(),
    "llm.request.model_name",
    "embedding.model_name",
    "reranker.model_name",
  };

  @Override
  public String name() {
    return "openinference";
  }

  @Override
  public boolean read(AttributeReader in, SpanDraft draft) {
    String sent = in.fact(OpenInferenceAttributes.SPAN_KIND.getKey());
    OperationKind kind = sent == null ? null : KINDS.get(sent.toUpperCase(Locale.ROOT));
    draft.kind = orElse(draft.kind, () -> kind);
    if (draft.kind == OperationKind.AGENT) {
      new DraftFiller(in, draft).agentName("agent.name", "graph.node.name", "graph.node.id");
    }
    readFacts(in, draft);
    readContent(in, draft);
    return sent != null || in.fact(MODEL_NAMES) != null;
  }

  private static void readFacts(AttributeReader in, SpanDraft draft) {
    new DraftFiller(in, draft)
        .provider(
            OpenInferenceAttributes.LLM_PROVIDER.getKey(),
            OpenInferenceAttributes.LLM_SYSTEM.getKey())
        .requestModel(MODEL_NAMES)
        .responseModel("llm.response.model_name")
        .finishReasons("llm.finish_reason")
        .agentName("agent.name")
        .toolName(OpenInferenceAttributes.TOOL_NAME.getKey())
        .toolCallId("tool_call.id", "tool.id")
        .inputTokens(OpenInferenceAttributes.TOKEN_COUNT_PROMPT.getKey())
        .outputTokens(OpenInferenceAttributes.TOKEN_COUNT_COMPLETION.getKey())
        .cacheReadTokens(OpenInferenceAttributes.TOKEN_COUNT_CACHE_READ.getKey())
        .cacheWriteTokens(OpenInferenceAttributes.TOKEN_COUNT_CACHE_WRITE.getKey())
        .reasoningTokens(OpenInferenceAttributes.TOKEN_COUNT_REASONING.getKey())
        .inputAudioTokens("llm.token_count.prompt_details.audio")
        .outputAudioTokens("llm.token_count.completion_details.audio")
        .inputImageTokens("llm.token_count.prompt_details.image")
        .reportedCost("llm.cost.total")
        .reportedCostOf("llm.cost.prompt", "llm.cost.completion");
  }

  private static void readContent(AttributeReader in, SpanDraft draft) {
    draft.inputMessages =
        orElse(draft.inputMessages, () -> FlattenedMessages.OPEN_INFERENCE_INPUT.read(in));
    draft.inputMessages =
        orElse(draft.inputMessages, () -> FlattenedMessages.OPEN_INFERENCE_PROMPTS.read(in));
    draft.outputMessages =
        orElse(draft.outputMessages, () -> FlattenedMessages.OPEN_INFERENCE_OUTPUT.read(in));
    draft.outputMessages =
        orElse(draft.outputMessages, () -> FlattenedMessages.OPEN_INFERENCE_CHOICES.read(in));
    draft.toolDefinitions = orElse(draft.toolDefinitions, () -> toolDefinitions(in));
    String inputKey = OpenInferenceAttributes.INPUT_VALUE.getKey();
    String outputKey = OpenInferenceAttributes.OUTPUT_VALUE.getKey();
    DraftFiller fill = new DraftFiller(in, draft);
    if (draft.kind == OperationKind.TOOL || draft.kind == OperationKind.MCP) {
      fill.toolArguments(inputKey, "tool.parameters").toolResult(outputKey);
    } else {
      fill.input(inputKey).output(outputKey);
    }
    if (draft.output == null) {
      draft.output = documents(in);
    }
  }

  /** What was found, or put in another order, spread over indexed keys. */
  private static @Nullable String documents(AttributeReader in) {
    String documents = FlattenedObjects.read(in, "retrieval.documents.", "document.");
    return documents != null
        ? documents
        : FlattenedObjects.read(in, "reranker.output_documents.", "document.");
  }

  /** {@code llm.tools.N.tool.json_schema}, with OpenAI's {@code function} wrapper taken off. */
  private static @Nullable String toolDefinitions(AttributeReader in) {
    ArrayNode definitions = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; in.has("llm.tools." + i + ".tool.json_schema"); i++) {
      String key = "llm.tools." + i + ".tool.json_schema";
      String text = in.content(key);
      JsonNode parsed = text == null ? null : JsonText.parse(text);
      if (parsed == null) {
        continue;
      }
      if (parsed.path("function").isObject()) {
        ObjectNode definition = definitions.addObject().put("type", "function");
        definition.setAll((ObjectNode) parsed.get("function"));
      } else {
        definitions.add(parsed);
      }
    }
    return definitions.isEmpty() ? null : definitions.toString();
  }
}
