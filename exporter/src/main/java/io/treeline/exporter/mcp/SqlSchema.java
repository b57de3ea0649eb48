package io.treeline.exporter.mcp;

import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import io.treeline.exporter.model.SqlDialect;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.query.QueryService;
import io.treeline.exporter.query.SqlAnswer;
import io.treeline.exporter.query.SqlRequest;
import java.util.List;

/** The views that SQL may ask, as they are. */
final class SqlSchema {

  private static final String URI = "treeline://sql/schema";
  private static final List<String> VIEWS =
      List.of("sessions", "spans", "content", "scores", "paths");

  private static final String NOTES =
      """
      # Views for the tool sql

      One SELECT in %s's dialect; WITH, windows, subqueries and lambdas are allowed; nothing else can be read or written.
      Times are UTC. Unknown is NULL, never 0. Costs are exact decimals of US dollars.

      - spans: one row per model call, tool call, agent step. Sum tokens and cost only over rows WHERE owns_usage: agents
        repeat the sums of their calls. operation is 'llm', 'tool', 'agent', …; status 'ok', 'error' or 'unset'.
      - content: what was said, JSON text; join spans USING (trace_id, span_id).
      - paths: the place of each span in the path tree; slow over a large store.
      - sessions.status: 'ok', 'recovered' or 'error'.

      """;

  private SqlSchema() {}

  static SyncResourceSpecification resource() {
    McpSchema.Resource resource =
        McpSchema.Resource.builder(URI, "sql-schema")
            .title("SQL views")
            .description("Views and columns for the tool sql, with notes and examples.")
            .mimeType("text/markdown")
            .build();
    return new SyncResourceSpecification(
        resource,
        (context, request) ->
            McpSchema.ReadResourceResult.builder(
                    List.of(
                        McpSchema.TextResourceContents.builder(URI, text(Tools.query(context)))
                            .mimeType("text/markdown")
                            .build()))
                .build());
  }

  private static String notes(SqlDialect dialect) {
    StringBuilder notes = new StringBuilder(NOTES.formatted(dialect.name()));
    for (SqlDialect.Example example : dialect.examples()) {
      notes.append("Example: ").append(example.title()).append('\n');
      notes.append(example.sql()).append("\n\n");
    }
    return notes.toString();
  }

  private static String text(QueryService query) {
    StringBuilder text = new StringBuilder(notes(query.sqlDialect()));
    for (String view : VIEWS) {
      text.append("## ").append(view).append('\n');
      try {
        SqlAnswer answer = query.sql(new SqlRequest("SELECT * FROM " + view + " LIMIT 0", "1"));
        for (SqlAnswer.Column column : answer.columns()) {
          text.append("- ").append(column.name()).append(' ').append(column.type()).append('\n');
        }
      } catch (QueryException e) {
        text.append("not readable now: ").append(e.getMessage()).append('\n');
      }
    }
    return text.toString();
  }
}
