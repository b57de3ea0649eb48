package io.treeline.exporter.normalize;

import io.treeline.exporter.model.OperationKind;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OpenLLMetry (Traceloop): workflows, tasks, agents and tools, and its own words for calls. */
final class TraceloopDialect implements Dialect {

  private static final Map<String, OperationKind> KINDS =
      Map.of(
          "workflow", OperationKind.WORKFLOW,
          "task", OperationKind.STEP,
          "agent", OperationKind.AGENT,
          "tool", OperationKind.TOOL);
  private static final Map<String, OperationKind> REQUESTS =
      Map.of(
          "chat", OperationKind.LLM,
          "completion", OperationKind.LLM,
          "embedding", OperationKind.EMBEDDING,
          "rerank", OperationKind.RERANKER);

  @Override
  public String name() {
    return "traceloop";
  }

  @Override
  public boolean read(AttributeReader in, SpanDraft draft) {
    String entity = in.fact("traceloop.entity.name");
    OperationKind kind = kind(in);
    if (kind == null && entity == null) {
      return false;
    }
    DraftFiller fill = new DraftFiller(in, draft).kind(kind);
    if (draft.kind == OperationKind.TOOL) {
      fill.toolName("traceloop.entity.name");
    } else if (draft.kind == OperationKind.AGENT) {
      fill.agentName("traceloop.entity.name");
    }
    fill.reasoningTokens("llm.usage.reasoning_tokens")
        .finishReasons("gen_ai.response.stop_reason", "llm.response.stop_reason")
        .anyInputAndOutput("traceloop.entity.input", "traceloop.entity.output");
    return true;
  }

  private static @Nullable OperationKind kind(AttributeReader in) {
    String span = in.fact("traceloop.span.kind");
    if (span != null) {
      return KINDS.get(span.toLowerCase(Locale.ROOT));
    }
    String request = in.fact("llm.request.type");
    return request == null ? null : REQUESTS.get(request.toLowerCase(Locale.ROOT));
  }
}
