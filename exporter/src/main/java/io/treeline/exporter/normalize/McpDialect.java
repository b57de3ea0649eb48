package io.treeline.exporter.normalize;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.SpanKind;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.McpAttributes;

/**
 * The Model Context Protocol. Only a client's {@code tools/call} is a tool call of its own.
 *
 * <p>An INTERNAL {@code execute_tool} span that carries {@code mcp.*} is the framework's tool span,
 * enriched. A SERVER span is the other end of a call the client's span already stands for. Neither
 * may count as a second call.
 */
final class McpDialect implements Dialect {

  @Override
  public String name() {
    return "mcp";
  }

  @Override
  public boolean read(AttributeReader attributes, SpanDraft draft) {
    String method = attributes.fact(McpAttributes.METHOD_NAME.getKey());
    if (method == null) {
      return false;
    }
    boolean operation = attributes.has(GenAiAttributes.OPERATION_NAME.getKey());
    // The side that was asked for a sample says so when it alone saw the model being called.
    boolean sample = method.equals("sampling/createMessage") && operation;
    if (draft.kind == null && !sample) {
      if (!method.equals("tools/call") || draft.spanKind == SpanKind.SERVER) {
        draft.kind = OperationKind.OTHER;
      } else if (draft.spanKind == SpanKind.CLIENT || !operation) {
        draft.kind = OperationKind.MCP;
      }
    }
    new DraftFiller(attributes, draft)
        .toolArguments("mcp.request.argument")
        .toolResult("mcp.response.value");
    return true;
  }
}
