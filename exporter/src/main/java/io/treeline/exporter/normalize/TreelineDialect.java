package io.treeline.exporter.normalize;

import io.treeline.exporter.model.OperationKind;
import io.treeline.semconv.TreelineAttributes;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Our own keys, which say what no convention has a key for. */
final class TreelineDialect implements Dialect {

  private static final Map<String, OperationKind> KINDS =
      Map.ofEntries(
          Map.entry("vector_db", OperationKind.RETRIEVER),
          Map.entry("database", OperationKind.OTHER),
          Map.entry("http", OperationKind.OTHER),
          Map.entry("data", OperationKind.OTHER),
          Map.entry("human", OperationKind.HUMAN),
          Map.entry("guardrail", OperationKind.GUARDRAIL),
          Map.entry("evaluator", OperationKind.EVALUATOR),
          Map.entry("memory", OperationKind.MEMORY),
          Map.entry("step", OperationKind.STEP),
          Map.entry("workflow", OperationKind.WORKFLOW),
          // A step the developer named: it is to stand in the path, which inner steps do not.
          Map.entry("node", OperationKind.WORKFLOW),
          Map.entry("reranker", OperationKind.RERANKER),
          Map.entry("retriever", OperationKind.RETRIEVER));

  @Override
  public String name() {
    return "treeline";
  }

  @Override
  public boolean read(AttributeReader attributes, SpanDraft draft) {
    if (draft.kind == null) {
      draft.kind = kind(attributes.fact(TreelineAttributes.SPAN_KIND.getKey()));
      if (draft.kind == null && attributes.has(TreelineAttributes.HUMAN_TYPE.getKey())) {
        draft.kind = OperationKind.HUMAN;
      }
    }
    draft.input =
        SpanDraft.orElse(draft.input, () -> attributes.content(TreelineAttributes.INPUT.getKey()));
    draft.output =
        SpanDraft.orElse(
            draft.output, () -> attributes.content(TreelineAttributes.OUTPUT.getKey()));
    return draft.kind != null || draft.input != null || draft.output != null;
  }

  private static @Nullable OperationKind kind(@Nullable String value) {
    return value == null ? null : KINDS.get(value.toLowerCase(Locale.ROOT));
  }
}
