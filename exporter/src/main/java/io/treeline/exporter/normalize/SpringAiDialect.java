package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.model.OperationKind;
import org.jspecify.annotations.Nullable;

/**
 * Spring AI's observations, as Micrometer makes spans of them: every value is text, and {@code
 * none} stands for absent.
 */
final class SpringAiDialect implements Dialect {

  private static final String KIND = "spring.ai.kind";

  @Override
  public String name() {
    return "spring-ai";
  }

  @Override
  public boolean read(AttributeReader in, SpanDraft draft) {
    String kind = in.fact(KIND);
    if (kind == null) {
      excludeCache(in, draft);
      return false;
    }
    new DraftFiller(in, draft)
        .kind(kind(kind, in))
        .toolName("spring.ai.tool.definition.name")
        .toolCallId("spring.ai.tool.call.id")
        .toolArguments("spring.ai.tool.call.arguments")
        .toolResult("spring.ai.tool.call.result")
        .input("db.vector.query.content", "spring.ai.vector_store.query.content")
        .output("db.vector.query.response.documents", "spring.ai.vector_store.query.response");
    return true;
  }

  private static @Nullable OperationKind kind(String kind, AttributeReader in) {
    return switch (kind) {
      case "tool_call" -> OperationKind.TOOL;
      case "chat_client" -> OperationKind.AGENT;
      case "advisor" -> OperationKind.STEP;
      case "vector_store" ->
          "query".equals(in.fact("db.operation.name"))
              ? OperationKind.RETRIEVER
              : OperationKind.OTHER;
      default -> null;
    };
  }

  /** Anthropic's own input count leaves the cache out, and Spring AI passes it through. */
  private static void excludeCache(AttributeReader in, SpanDraft draft) {
    JsonNode tokens = in.all().get("gen_ai.usage.input_tokens");
    if (tokens != null && tokens.isTextual() && "anthropic".equals(in.fact("gen_ai.system"))) {
      draft.inputExcludesCache = true;
    }
  }
}
