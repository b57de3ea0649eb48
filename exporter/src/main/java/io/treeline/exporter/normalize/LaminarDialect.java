package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.model.OperationKind;
import java.util.Locale;
import java.util.Map;

/**
 * Laminar's SDKs. What a person set as input and output of a span stands under keys of their own;
 * the rest is the GenAI conventions'.
 *
 * <p><b>Tokens.</b> As the GenAI conventions have it: input includes what was cached.
 */
final class LaminarDialect implements Dialect {

  private static final Map<String, OperationKind> KINDS =
      Map.of(
          "LLM", OperationKind.LLM,
          "TOOL", OperationKind.TOOL,
          "EVALUATOR", OperationKind.EVALUATOR,
          "HUMAN_EVALUATOR", OperationKind.HUMAN,
          "EVALUATION", OperationKind.WORKFLOW,
          "EXECUTOR", OperationKind.STEP,
          "DEFAULT", OperationKind.STEP,
          // An answer out of Laminar's own cache: nobody called a model.
          "CACHED", OperationKind.OTHER);

  @Override
  public String name() {
    return "laminar";
  }

  @Override
  public boolean read(AttributeReader in, SpanDraft draft) {
    String type = in.fact("lmnr.span.type");
    JsonNode path = in.all().get("lmnr.span.path");
    if (type == null && path == null && !in.has("lmnr.span.input")) {
      return false;
    }
    OperationKind kind = type == null ? null : KINDS.get(type.toUpperCase(Locale.ROOT));
    // DEFAULT is what is not said; a model call of an instrumented client says it in GenAI's words.
    boolean said = kind != OperationKind.STEP || !in.has("gen_ai.operation.name");
    DraftFiller fill =
        new DraftFiller(in, draft)
            .kind(said ? kind : null)
            .reportedCost("gen_ai.usage.cost")
            .reportedCostOf("gen_ai.usage.input_cost", "gen_ai.usage.output_cost");
    if (draft.kind == OperationKind.TOOL && draft.toolName == null && !in.has("gen_ai.tool.name")) {
      draft.toolName = draft.spanName.isEmpty() ? null : draft.spanName;
    }
    fill.anyInputAndOutput("lmnr.span.input", "lmnr.span.output");
    return true;
  }
}
