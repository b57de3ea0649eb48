package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.model.OperationKind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Observations of Langfuse's SDKs.
 *
 * <p><b>Tokens.</b> {@code usage_details} are buckets that exclude each other: input is the sum of
 * {@code input}, {@code input_*} and {@code cache_*_input_tokens}, output that of {@code output}
 * and {@code output_*}. Usage passed through from OpenAI is known by its names and read as OpenAI
 * means it: input includes what was cached.
 */
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
    boolean scope = draft.scope.startsWith("langfuse");
    if (type == null && !in.has(MODEL) && !in.has("langfuse.observation.input") && !scope) {
      return false;
    }
    OperationKind kind =
        type != null
            ? KINDS.get(type.toLowerCase(Locale.ROOT))
            : in.has(MODEL) ? OperationKind.LLM : scope ? OperationKind.STEP : null;
    DraftFiller fill = new DraftFiller(in, draft).kind(kind).requestModel(MODEL);
    readUsage(object(in, "langfuse.observation.usage_details"), draft);
    fill.reportedCost(COST, total(object(in, COST)));
    fill.anyInputAndOutput("langfuse.observation.input", "langfuse.observation.output");
    if (!in.has("langfuse.observation.input") && !in.has("langfuse.observation.output")) {
      fill.input("langfuse.trace.input").output("langfuse.trace.output");
    }
    if (draft.kind == OperationKind.TOOL && draft.toolName == null) {
      draft.toolName = draft.spanName.isEmpty() ? null : draft.spanName;
    } else if (draft.kind == OperationKind.AGENT && draft.agentName == null) {
      draft.agentName = draft.spanName.isEmpty() ? null : draft.spanName;
    }
    draft.timeToFirstChunkNanos =
        SpanDraft.orElse(draft.timeToFirstChunkNanos, () -> firstChunkNanos(in, draft));
    return true;
  }

  /** The SDKs say when the first chunk came, as a time in a JSON string. */
  private static @Nullable Long firstChunkNanos(AttributeReader in, SpanDraft draft) {
    JsonNode sent = DraftFiller.parsed(in.all().get("langfuse.observation.completion_start_time"));
    if (sent == null || !sent.isTextual()) {
      return null;
    }
    try {
      Instant first = OffsetDateTime.parse(sent.textValue()).toInstant();
      long nanos = Duration.between(Instant.ofEpochSecond(0, draft.startNanos), first).toNanos();
      return nanos < 0 ? null : (Long) nanos;
    } catch (DateTimeException | ArithmeticException notATime) {
      return null;
    }
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
    if (ProviderUsage.readOpenAi(usage, draft)) {
      draft.usageRule = ProviderUsage.OPENAI;
      return;
    }
    draft.usageRule = "exclusive-buckets";
    draft.inputTokens = sum(usage, "input");
    draft.outputTokens = sum(usage, "output");
    draft.cacheReadTokens =
        AttributeReader.countIn(
            usage, "input_cached_tokens", "cache_read_input_tokens", "input_cache_read");
    draft.cacheWriteTokens =
        AttributeReader.countIn(
            usage, "input_cache_creation", "cache_creation_input_tokens", "input_cache_write");
    draft.cacheWriteHourTokens =
        AttributeReader.countIn(usage.path("cache_creation"), "ephemeral_1h_input_tokens");
    draft.reasoningTokens =
        AttributeReader.countIn(usage, "output_reasoning", "output_reasoning_tokens");
    draft.inputAudioTokens = AttributeReader.countIn(usage, "input_audio", "input_audio_tokens");
    draft.outputAudioTokens = AttributeReader.countIn(usage, "output_audio", "output_audio_tokens");
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
