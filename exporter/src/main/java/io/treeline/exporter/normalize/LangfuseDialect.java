package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.model.OperationKind;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Observations of Langfuse's SDKs. */
final class LangfuseDialect implements Dialect {

  private static final Map<String, OperationKind> KINDS =
      Map.of(
          "generation", OperationKind.LLM,
          "embedding", OperationKind.EMBEDDING,
          "tool", OperationKind.TOOL,
          "agent", OperationKind.AGENT,
          "chain", OperationKind.WORKFLOW,
          "retriever", OperationKind.RETRIEVER,
          "guardrail", OperationKind.GUARDRAIL,
          "evaluator", OperationKind.EVALUATOR,
          "span", OperationKind.STEP);

  private static final String COST = "langfuse.observation.cost_details";
  private static final String MODEL = "langfuse.observation.model.name";

  @Override
  public String name() {
    return "langfuse";
  }

  @Override
  public boolean read(AttributeReader in, SpanDraft draft) {
    String type = in.fact("langfuse.observation.type");
    if (type == null && !in.has(MODEL) && !in.has("langfuse.observation.input")) {
      return false;
    }
    OperationKind kind =
        type != null
            ? KINDS.get(type.toLowerCase(Locale.ROOT))
            : in.has(MODEL) ? OperationKind.LLM : null;
    DraftFiller fill = new DraftFiller(in, draft).kind(kind).requestModel(MODEL);
    readUsage(object(in, "langfuse.observation.usage_details"), draft);
    fill.reportedCost(COST, total(object(in, COST)));
    fill.anyInputAndOutput("langfuse.observation.input", "langfuse.observation.output");
    return true;
  }

  /**
   * Langfuse's own buckets exclude each other: {@code input} is without what {@code input_*} counts
   * apart. Usage passed through from OpenAI has OpenAI's names, and its {@code prompt_tokens}
   * includes what was cached.
   */
  private static void readUsage(@Nullable JsonNode usage, SpanDraft draft) {
    if (usage == null || draft.inputTokens != null || draft.outputTokens != null) {
      return;
    }
    if (usage.has("prompt_tokens")) {
      draft.inputTokens = AttributeReader.countOf(usage.get("prompt_tokens"));
      draft.outputTokens = AttributeReader.countOf(usage.get("completion_tokens"));
      draft.cacheReadTokens =
          AttributeReader.countOf(usage.at("/prompt_tokens_details/cached_tokens"));
      draft.reasoningTokens =
          AttributeReader.countOf(usage.at("/completion_tokens_details/reasoning_tokens"));
      return;
    }
    draft.inputTokens = sum(usage, "input");
    draft.outputTokens = sum(usage, "output");
    draft.cacheReadTokens =
        AttributeReader.countIn(
            usage, "input_cached_tokens", "cache_read_input_tokens", "input_cache_read");
    draft.cacheWriteTokens =
        AttributeReader.countIn(
            usage, "input_cache_creation", "cache_creation_input_tokens", "input_cache_write");
    draft.reasoningTokens =
        AttributeReader.countIn(usage, "output_reasoning", "output_reasoning_tokens");
  }

  /** The bucket and those counted apart from it; null without the bucket. */
  private static @Nullable Long sum(JsonNode usage, String bucket) {
    Long sum = AttributeReader.countIn(usage, bucket, bucket + "_tokens");
    if (sum == null) {
      return null;
    }
    for (Map.Entry<String, JsonNode> field : usage.properties()) {
      String name = field.getKey();
      boolean part =
          (name.startsWith(bucket + "_") && !name.equals(bucket + "_tokens"))
              || (name.startsWith("cache_") && name.endsWith("_" + bucket + "_tokens"));
      Long count = part ? AttributeReader.countOf(field.getValue()) : null;
      sum += count == null ? 0 : count;
    }
    return sum;
  }

  private static @Nullable BigDecimal total(@Nullable JsonNode cost) {
    if (cost == null) {
      return null;
    }
    if (cost.path("total").isNumber()) {
      return decimal(cost.get("total"));
    }
    BigDecimal sum = null;
    for (JsonNode part : cost) {
      if (part.isNumber()) {
        sum = sum == null ? decimal(part) : sum.add(decimal(part));
      }
    }
    return sum;
  }

  /** As written: 0.1 is a tenth of a dollar, whatever a double makes of it. */
  private static BigDecimal decimal(JsonNode number) {
    return new BigDecimal(number.asText());
  }

  private static @Nullable JsonNode object(AttributeReader in, String key) {
    JsonNode parsed = DraftFiller.parsed(in.all().get(key));
    return parsed != null && parsed.isObject() ? parsed : null;
  }
}
