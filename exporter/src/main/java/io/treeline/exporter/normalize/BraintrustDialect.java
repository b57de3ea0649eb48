package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.model.OperationKind;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Braintrust's SDKs, whose values are JSON text.
 *
 * <p><b>Tokens.</b> {@code braintrust.metrics} counts what was cached as part of {@code
 * prompt_tokens}, also where the provider does not: the SDKs add it.
 */
final class BraintrustDialect implements Dialect {

  private static final Map<String, OperationKind> KINDS =
      Map.of(
          "llm", OperationKind.LLM,
          "tool", OperationKind.TOOL,
          "score", OperationKind.EVALUATOR,
          "eval", OperationKind.WORKFLOW,
          "task", OperationKind.STEP,
          "function", OperationKind.STEP);

  private static final String ATTRIBUTES = "braintrust.span_attributes";

  @Override
  public String name() {
    return "braintrust";
  }

  @Override
  public boolean read(AttributeReader in, SpanDraft draft) {
    JsonNode said = DraftFiller.parsed(in.all().get(ATTRIBUTES));
    if (said == null && !in.has("braintrust.input_json") && !in.has("braintrust.metrics")) {
      return false;
    }
    String type = said == null ? "" : said.path("type").asText("");
    DraftFiller fill = new DraftFiller(in, draft).kind(KINDS.get(type.toLowerCase(Locale.ROOT)));
    if (draft.kind == OperationKind.TOOL && draft.toolName == null) {
      String name = said == null ? "" : said.path("name").asText(draft.spanName);
      draft.toolName = name.isEmpty() ? null : name;
    }
    JsonNode metadata = DraftFiller.parsed(in.all().get("braintrust.metadata"));
    if (draft.kind == OperationKind.LLM && metadata != null) {
      draft.requestModel = SpanDraft.orElse(draft.requestModel, () -> text(metadata, "model"));
      draft.provider = SpanDraft.orElse(draft.provider, () -> text(metadata, "provider"));
    }
    JsonNode metrics = DraftFiller.parsed(in.all().get("braintrust.metrics"));
    if (metrics != null && !draft.hasUsage()) {
      readUsage(metrics, draft);
    }
    fill.anyInputAndOutput("braintrust.input_json", "braintrust.output_json");
    return true;
  }

  private static void readUsage(JsonNode metrics, SpanDraft draft) {
    draft.inputTokens = AttributeReader.countIn(metrics, "prompt_tokens");
    draft.outputTokens = AttributeReader.countIn(metrics, "completion_tokens");
    draft.cacheReadTokens = AttributeReader.countIn(metrics, "prompt_cached_tokens");
    draft.cacheWriteTokens = AttributeReader.countIn(metrics, "prompt_cache_creation_tokens");
    draft.reasoningTokens = AttributeReader.countIn(metrics, "completion_reasoning_tokens");
  }

  private static @Nullable String text(JsonNode object, String field) {
    String text = object.path(field).asText("");
    return text.isEmpty() ? null : text;
  }
}
