package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.model.OperationKind;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * MLflow's traces, whose values are JSON text throughout.
 *
 * <p><b>Tokens.</b> {@code mlflow.chat.tokenUsage} repeats the library's own count. Where {@code
 * mlflow.message.format} is {@code anthropic} it leaves cached tokens out, elsewhere it includes
 * them.
 */
final class MlflowDialect implements Dialect {

  private static final Map<String, OperationKind> KINDS =
      Map.ofEntries(
          Map.entry("CHAT_MODEL", OperationKind.LLM),
          Map.entry("LLM", OperationKind.LLM),
          Map.entry("EMBEDDING", OperationKind.EMBEDDING),
          Map.entry("TOOL", OperationKind.TOOL),
          Map.entry("AGENT", OperationKind.AGENT),
          Map.entry("CHAIN", OperationKind.STEP),
          Map.entry("TASK", OperationKind.STEP),
          Map.entry("PARSER", OperationKind.STEP),
          Map.entry("WORKFLOW", OperationKind.WORKFLOW),
          Map.entry("RETRIEVER", OperationKind.RETRIEVER),
          Map.entry("RERANKER", OperationKind.RERANKER),
          Map.entry("MEMORY", OperationKind.MEMORY),
          Map.entry("GUARDRAIL", OperationKind.GUARDRAIL),
          Map.entry("EVALUATOR", OperationKind.EVALUATOR));

  @Override
  public String name() {
    return "mlflow";
  }

  @Override
  public boolean read(AttributeReader in, SpanDraft draft) {
    JsonNode type = DraftFiller.parsed(in.all().get("mlflow.spanType"));
    if (type == null || !type.isTextual()) {
      return false;
    }
    DraftFiller fill =
        new DraftFiller(in, draft).kind(KINDS.get(type.textValue().toUpperCase(Locale.ROOT)));
    draft.requestModel = SpanDraft.orElse(draft.requestModel, () -> text(in, "mlflow.llm.model"));
    draft.provider = SpanDraft.orElse(draft.provider, () -> text(in, "mlflow.llm.provider"));
    if (draft.kind == OperationKind.TOOL) {
      draft.toolName = SpanDraft.orElse(draft.toolName, () -> text(in, "mlflow.spanFunctionName"));
    }
    fill.reportedCost("mlflow.llm.cost", cost(in));
    JsonNode usage = DraftFiller.parsed(in.all().get("mlflow.chat.tokenUsage"));
    if (usage != null && draft.inputTokens == null && draft.outputTokens == null) {
      if ("anthropic".equals(text(in, "mlflow.message.format"))) {
        draft.inputExcludesCache(name());
      }
      draft.inputTokens = AttributeReader.countIn(usage, "input_tokens");
      draft.outputTokens = AttributeReader.countIn(usage, "output_tokens");
      draft.cacheReadTokens = AttributeReader.countIn(usage, "cache_read_input_tokens");
      draft.cacheWriteTokens = AttributeReader.countIn(usage, "cache_creation_input_tokens");
    }
    fill.toolDefinitions("mlflow.chat.tools")
        .anyInputAndOutput("mlflow.spanInputs", "mlflow.spanOutputs");
    return true;
  }

  private static @Nullable BigDecimal cost(AttributeReader in) {
    JsonNode cost = DraftFiller.parsed(in.all().get("mlflow.llm.cost"));
    JsonNode total = cost == null ? null : cost.path("total_cost");
    // As written: 0.1 is a tenth of a dollar, whatever a double makes of it.
    return total != null && total.isNumber() ? new BigDecimal(total.asText()) : null;
  }

  private static @Nullable String text(AttributeReader in, String key) {
    JsonNode value = DraftFiller.parsed(in.all().get(key));
    return value != null && value.isTextual() && !value.textValue().isEmpty()
        ? value.textValue()
        : null;
  }
}
