package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.treeline.exporter.model.OperationKind;

/**
 * pydantic-ai and Logfire, where they say it in words of their own; the rest is the GenAI
 * conventions'.
 *
 * <p><b>Tokens.</b> pydantic-ai adds up what each provider counts, so that input includes what was
 * cached. An agent's sum is under {@code gen_ai.aggregated_usage} and stays an attribute. Logfire's
 * own instrumentation of clients keeps the provider's usage in {@code response_data}.
 */
final class PydanticAiDialect implements Dialect {

  private static final String EVENTS = "events";

  @Override
  public String name() {
    return "pydantic-ai";
  }

  @Override
  public boolean read(AttributeReader in, SpanDraft draft) {
    boolean tool = in.has("tool_arguments") || in.has("tool_response");
    boolean agent = in.has("agent_name") && (in.has("final_result") || in.has("model_name"));
    boolean logfire = in.has("logfire.msg") || in.has("logfire.span_type");
    boolean scope = draft.scope.startsWith("pydantic-ai") || draft.scope.startsWith("logfire");
    if (!tool && !agent && !logfire && !scope) {
      return false;
    }
    DraftFiller fill = new DraftFiller(in, draft).reportedCost("operation.cost");
    if ("pending_span".equals(in.fact("logfire.span_type"))) {
      // Stands in for a span that has not ended, and is not the span.
      draft.kind = OperationKind.OTHER;
    } else if (tool) {
      fill.kind(OperationKind.TOOL).toolArguments("tool_arguments").toolResult("tool_response");
    } else if (agent || draft.kind == OperationKind.AGENT) {
      fill.kind(OperationKind.AGENT)
          .agentName("agent_name")
          .inputMessages("pydantic_ai.all_messages", "all_messages_events")
          .output("final_result");
    } else {
      readEvents(in, draft);
      fill.inputMessages("request_data").outputMessages("response_data");
      readLogfireUsage(in, draft);
    }
    return true;
  }

  /** One array of what went in and, as {@code gen_ai.choice}, of what came out. */
  private static void readEvents(AttributeReader in, SpanDraft draft) {
    JsonNode events = DraftFiller.parsed(in.all().get(EVENTS));
    if (events == null || !events.isArray()) {
      return;
    }
    ArrayNode asked = JsonNodeFactory.instance.arrayNode();
    ArrayNode answered = JsonNodeFactory.instance.arrayNode();
    for (JsonNode event : events) {
      boolean choice = "gen_ai.choice".equals(event.path("event.name").asText());
      (choice ? answered : asked).add(event);
    }
    String input = asked.isEmpty() ? null : Messages.of(asked, "user");
    String output = answered.isEmpty() ? null : Messages.of(answered, "assistant");
    if (input != null || output != null) {
      draft.inputMessages = draft.inputMessages == null ? input : draft.inputMessages;
      draft.outputMessages = draft.outputMessages == null ? output : draft.outputMessages;
      in.take(EVENTS);
    }
  }

  private static void readLogfireUsage(AttributeReader in, SpanDraft draft) {
    JsonNode response = DraftFiller.parsed(in.all().get("response_data"));
    if (response == null || draft.inputTokens != null || draft.outputTokens != null) {
      return;
    }
    if (ProviderUsage.readOpenAi(response.path("usage"), draft)) {
      draft.usageRule = ProviderUsage.OPENAI;
    }
  }
}
