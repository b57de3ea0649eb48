package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.model.OperationKind;
import java.util.Locale;
import java.util.Map;

/**
 * Alibaba's LoongSuite: the GenAI conventions and a kind of its own, under {@code gen_ai.span.kind}
 * or, in the dialect used inside the company, {@code gen_ai.span_kind_name}.
 *
 * <p><b>Tokens.</b> As the GenAI conventions have it: input includes what was cached.
 */
final class LoongSuiteDialect implements Dialect {

  private static final Map<String, OperationKind> KINDS =
      Map.of(
          "LLM", OperationKind.LLM,
          "EMBEDDING", OperationKind.EMBEDDING,
          "TOOL", OperationKind.TOOL,
          "MCP", OperationKind.MCP,
          "AGENT", OperationKind.AGENT,
          "RETRIEVER", OperationKind.RETRIEVER,
          "RERANKER", OperationKind.RERANKER,
          "WORKFLOW", OperationKind.WORKFLOW,
          "ENTRY", OperationKind.WORKFLOW,
          "STEP", OperationKind.STEP);

  /** Earlier versions, and other emitters of theirs, name these too. */
  private static final Map<String, OperationKind> OLDER_KINDS =
      Map.of("CHAIN", OperationKind.STEP, "TASK", OperationKind.STEP);

  @Override
  public String name() {
    return "loongsuite";
  }

  @Override
  public boolean read(AttributeReader in, SpanDraft draft) {
    String sent = in.fact("gen_ai.span.kind", "gen_ai.span_kind_name");
    if (sent == null) {
      return false;
    }
    String name = sent.toUpperCase(Locale.ROOT);
    OperationKind kind = KINDS.getOrDefault(name, OLDER_KINDS.get(name));
    DraftFiller fill =
        new DraftFiller(in, draft)
            .kind(kind)
            .finishReasons("gen_ai.response.finish_reasons", "gen_ai.react.finish_reason");
    if (draft.kind == OperationKind.RERANKER) {
      JsonNode query = in.all().get("gen_ai.rerank.query.text");
      fill.input(query == null ? "gen_ai.rerank.input_documents" : "gen_ai.rerank.query.text")
          .output("gen_ai.rerank.output_documents");
    } else if (draft.kind == OperationKind.TOOL && in.has("gen_ai.skill.name")) {
      fill.toolName("gen_ai.tool.name", "gen_ai.skill.name");
    }
    return kind != null;
  }
}
