package io.treeline.exporter.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.query.QueryService;
import java.util.List;
import java.util.Objects;

/** The tools, and how they are called. */
final class Tools {

  static final String INSTRUCTIONS =
      """
      Treeline keeps what AI agents did as session trees: model calls, tool calls, agent steps, what
      they decided, where they failed and recovered, what it cost. To look into one run: list_sessions,
      then explain_failure or get_tree with its sessionId, then get_span for what was said. For numbers
      over many runs: aggregate; for anything else: sql (read the resource treeline://sql/schema first).
      Absent numbers are unknown, not 0. Costs are US dollars.
      """;

  /** Answers a call. */
  interface Call {
    Answer answer(QueryService query, Arguments arguments);
  }

  private Tools() {}

  static List<SyncToolSpecification> all() {
    return List.of(
        SessionTools.listSessions(),
        SessionTools.getSession(),
        TreeTool.getTree(),
        FailureTool.explainFailure(),
        SpanTools.findSpans(),
        SpanTools.getSpan(),
        NumberTools.aggregate(),
        NumberTools.sql());
  }

  static SyncToolSpecification tool(String name, String description, Schemas schema, Call call) {
    List<String> known = schema.names();
    McpSchema.Tool tool =
        McpSchema.Tool.builder(name, schema.build())
            .description(description)
            .annotations(
                McpSchema.ToolAnnotations.builder()
                    .readOnlyHint(true)
                    .destructiveHint(false)
                    .idempotentHint(true)
                    .openWorldHint(false)
                    .build())
            .build();
    return new SyncToolSpecification(
        tool,
        (context, request) -> {
          try {
            Answer answer = call.answer(query(context), Arguments.of(request.arguments(), known));
            return McpSchema.CallToolResult.builder()
                .addTextContent(answer.text())
                .structuredContent(answer.data())
                .isError(false)
                .build();
          } catch (QueryException e) {
            return McpSchema.CallToolResult.builder()
                .addTextContent(String.valueOf(e.getMessage()))
                .isError(true)
                .build();
          }
        });
  }

  static QueryService query(McpTransportContext context) {
    return (QueryService) Objects.requireNonNull(context.get(StatelessTransport.QUERY));
  }
}
