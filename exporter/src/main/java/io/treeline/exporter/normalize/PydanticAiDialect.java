package io.treeline.exporter.normalize;

import io.treeline.exporter.model.OperationKind;

/** pydantic-ai and Logfire, where they say it in words of their own. */
final class PydanticAiDialect implements Dialect {

  @Override
  public String name() {
    return "pydantic-ai";
  }

  @Override
  public boolean read(AttributeReader in, SpanDraft draft) {
    boolean tool = in.has("tool_arguments") || in.has("tool_response");
    boolean agent = in.has("agent_name") && (in.has("final_result") || in.has("model_name"));
    boolean logfire = in.has("logfire.msg");
    if (!tool && !agent && !logfire) {
      return false;
    }
    DraftFiller fill = new DraftFiller(in, draft).reportedCost("operation.cost");
    if (tool) {
      fill.kind(OperationKind.TOOL).toolArguments("tool_arguments").toolResult("tool_response");
    } else if (agent) {
      fill.kind(OperationKind.AGENT)
          .agentName("agent_name")
          .inputMessages("pydantic_ai.all_messages", "all_messages_events")
          .output("final_result");
    } else {
      fill.inputMessages("events", "all_messages_events");
    }
    return true;
  }
}
