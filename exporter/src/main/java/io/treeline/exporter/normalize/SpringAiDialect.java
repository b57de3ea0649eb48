package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.treeline.exporter.model.OperationKind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Spring AI's observations, as Micrometer makes spans of them: every value is text, and {@code
 * none} stands for absent.
 *
 * <p><b>Tokens.</b> The provider's own count is passed through. Anthropic's and Bedrock's leave
 * cached tokens out, the others include them.
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
      nameTools(in, draft);
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
      case "advisor" ->
          isGuard(in.fact("spring.ai.advisor.name")) ? OperationKind.GUARDRAIL : OperationKind.STEP;
      case "vector_store" ->
          "query".equals(in.fact("db.operation.name"))
              ? OperationKind.RETRIEVER
              : OperationKind.OTHER;
      default -> null;
    };
  }

  private static boolean isGuard(@Nullable String advisor) {
    return advisor != null && advisor.toLowerCase(Locale.ROOT).contains("guard");
  }

  /** A model's span names the tools it was given and says no more of them. */
  private static void nameTools(AttributeReader in, SpanDraft draft) {
    List<String> names = in.list("spring.ai.model.request.tool.names");
    if (draft.toolDefinitions == null && !names.isEmpty()) {
      ArrayNode definitions = JsonNodeFactory.instance.arrayNode();
      names.forEach(name -> definitions.addObject().put("type", "function").put("name", name));
      draft.toolDefinitions = definitions.toString();
    }
  }

  /** Known by its values: all of them are text, and the provider stands under its old key. */
  private void excludeCache(AttributeReader in, SpanDraft draft) {
    JsonNode tokens = in.all().get("gen_ai.usage.input_tokens");
    if (tokens != null
        && tokens.isTextual()
        && Providers.countsCacheApart(in.fact("gen_ai.system"))) {
      draft.inputExcludesCache(name());
    }
  }
}
