package io.treeline.exporter.normalize;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.treeline.exporter.model.OperationKind;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * OpenLLMetry (Traceloop): workflows, tasks, agents and tools, and its own words for calls.
 *
 * <p><b>Tokens.</b> As the GenAI conventions have it: for Anthropic, whose own count leaves cached
 * tokens out, OpenLLMetry adds them.
 */
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

  private static final Set<String> VECTOR_STORES =
      Set.of("chromadb", "pinecone", "qdrant", "weaviate", "milvus", "lancedb", "marqo");

  private static final Pattern SEARCH = Pattern.compile("(query|search)$", CASE_INSENSITIVE);

  @Override
  public String name() {
    return "traceloop";
  }

  @Override
  public boolean read(AttributeReader in, SpanDraft draft) {
    String entity = in.fact("traceloop.entity.name");
    OperationKind kind = kind(in, draft);
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
    if (draft.toolDefinitions == null) {
      draft.toolDefinitions = toolDefinitions(in);
    }
    return true;
  }

  /** {@code llm.request.functions.N.name}, {@code .description} and {@code .parameters}. */
  private static @Nullable String toolDefinitions(AttributeReader in) {
    ArrayNode definitions = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; in.has("llm.request.functions." + i + ".name"); i++) {
      String prefix = "llm.request.functions." + i + ".";
      ObjectNode definition = definitions.addObject().put("type", "function");
      for (String field : new String[] {"name", "description", "parameters"}) {
        JsonNode value = DraftFiller.parsed(in.all().get(prefix + field));
        if (value != null) {
          definition.set(field, value);
          in.take(prefix + field);
        }
      }
    }
    return definitions.isEmpty() ? null : definitions.toString();
  }

  private static @Nullable OperationKind kind(AttributeReader in, SpanDraft draft) {
    String span = in.fact("traceloop.span.kind");
    if (span != null) {
      return KINDS.get(span.toLowerCase(Locale.ROOT));
    }
    if (VECTOR_STORES.contains(draft.scope.substring(draft.scope.lastIndexOf('.') + 1))
        && SEARCH.matcher(draft.spanName).find()) {
      return OperationKind.RETRIEVER;
    }
    String request = in.fact("llm.request.type");
    return request == null ? null : REQUESTS.get(request.toLowerCase(Locale.ROOT));
  }
}
