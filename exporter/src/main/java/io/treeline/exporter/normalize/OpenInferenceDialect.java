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

/** The OpenInference conventions, as Phoenix's instrumentations send them. */
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

  @Override
  public String name() {
    return "openinference";
  }

  @Override
  public boolean read(AttributeReader in, SpanDraft draft) {
    String sent = in.fact(OpenInferenceAttributes.SPAN_KIND.getKey());
    OperationKind kind = sent == null ? null : KINDS.get(sent.toUpperCase(Locale.ROOT));
    draft.kind = orElse(draft.kind, () -> kind);
    boolean speaks = sent != null;
    speaks |= readModel(in, draft);
    readUsage(in, draft);
    readTool(in, draft);
    readContent(in, draft);
    return speaks;
  }

  private static boolean readModel(AttributeReader in, SpanDraft draft) {
    draft.provider =
        orElse(
            draft.provider,
            () ->
                in.fact(
                    OpenInferenceAttributes.LLM_PROVIDER.getKey(),
                    OpenInferenceAttributes.LLM_SYSTEM.getKey()));
    String model =
        in.fact(
            OpenInferenceAttributes.LLM_MODEL_NAME.getKey(),
            "llm.request.model_name",
            "embedding.model_name",
            "reranker.model_name");
    draft.requestModel = orElse(draft.requestModel, () -> model);
    draft.responseModel = orElse(draft.responseModel, () -> in.fact("llm.response.model_name"));
    if (draft.finishReasons.isEmpty()) {
      draft.finishReasons = in.list("llm.finish_reason");
    }
    draft.agentName = orElse(draft.agentName, () -> in.fact("agent.name"));
    return model != null;
  }

  private static void readUsage(AttributeReader in, SpanDraft draft) {
    draft.inputTokens =
        orElse(
            draft.inputTokens, () -> in.count(OpenInferenceAttributes.TOKEN_COUNT_PROMPT.getKey()));
    draft.outputTokens =
        orElse(
            draft.outputTokens,
            () -> in.count(OpenInferenceAttributes.TOKEN_COUNT_COMPLETION.getKey()));
    draft.cacheReadTokens =
        orElse(
            draft.cacheReadTokens,
            () -> in.count(OpenInferenceAttributes.TOKEN_COUNT_CACHE_READ.getKey()));
    draft.cacheWriteTokens =
        orElse(
            draft.cacheWriteTokens,
            () -> in.count(OpenInferenceAttributes.TOKEN_COUNT_CACHE_WRITE.getKey()));
    draft.reasoningTokens =
        orElse(
            draft.reasoningTokens,
            () -> in.count(OpenInferenceAttributes.TOKEN_COUNT_REASONING.getKey()));
    GenAiDialect.readReportedCost(in, draft, "llm.cost.total");
  }

  private static void readTool(AttributeReader in, SpanDraft draft) {
    draft.toolName =
        orElse(draft.toolName, () -> in.fact(OpenInferenceAttributes.TOOL_NAME.getKey()));
    draft.toolCallId = orElse(draft.toolCallId, () -> in.fact("tool_call.id"));
  }

  private static void readContent(AttributeReader in, SpanDraft draft) {
    draft.inputMessages =
        orElse(draft.inputMessages, () -> FlattenedMessages.OPEN_INFERENCE_INPUT.read(in));
    draft.outputMessages =
        orElse(draft.outputMessages, () -> FlattenedMessages.OPEN_INFERENCE_OUTPUT.read(in));
    draft.toolDefinitions = orElse(draft.toolDefinitions, () -> toolDefinitions(in));
    String inputKey = OpenInferenceAttributes.INPUT_VALUE.getKey();
    String outputKey = OpenInferenceAttributes.OUTPUT_VALUE.getKey();
    if (draft.kind == OperationKind.TOOL) {
      draft.toolArguments = orElse(draft.toolArguments, () -> in.content(inputKey));
      draft.toolResult = orElse(draft.toolResult, () -> in.content(outputKey));
    } else {
      draft.input = orElse(draft.input, () -> in.content(inputKey));
      draft.output = orElse(draft.output, () -> in.content(outputKey));
    }
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
