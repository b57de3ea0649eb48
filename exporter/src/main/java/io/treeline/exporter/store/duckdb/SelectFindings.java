package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.SpanExample;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.FindingRow;
import io.treeline.exporter.store.SessionFilter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.duckdb.DuckDBConnection;

/** Puts together what many sessions have in common that is worth looking at. */
final class SelectFindings {

  private static final String GROUPS =
      """
      CREATE OR REPLACE TEMP TABLE kept_findings AS
      WITH found AS (
        SELECT kind, path, subject, count(DISTINCT session_id) AS sessions,
          count(DISTINCT session_id) FILTER (NOT succeeded) AS failed_sessions,
          sum(times)::BIGINT AS times, TRY_CAST(sum(nanos) AS BIGINT) AS nanos,
          TRY_CAST(sum(input_tokens) AS BIGINT) AS input_tokens,
          TRY_CAST(sum(output_tokens) AS BIGINT) AS output_tokens, sum(cost_usd) AS cost_usd
        FROM session_findings JOIN chosen_sessions USING (session_id)
        GROUP BY kind, path, subject
      )
      SELECT *, row_number() OVER (
        ORDER BY cost_usd DESC NULLS LAST, nanos DESC, kind, path, subject) AS number
      FROM found
      QUALIFY row_number() OVER (PARTITION BY kind
        ORDER BY cost_usd DESC NULLS LAST, nanos DESC, path, subject) <= %d
      """;

  private static final String EXAMPLES =
      """
      SELECT k.number, f.session_id, f.trace_id, f.span_id
      FROM session_findings f
      JOIN chosen_sessions c USING (session_id)
      JOIN kept_findings k USING (kind, path, subject)
      QUALIFY row_number() OVER (PARTITION BY k.number
        ORDER BY f.cost_usd DESC NULLS LAST, f.nanos DESC, f.session_id, f.span_id) <= %d
      ORDER BY k.number, f.cost_usd DESC NULLS LAST, f.nanos DESC, f.session_id, f.span_id
      """;

  private SelectFindings() {}

  static List<FindingRow> run(
      DuckDBConnection connection, SessionFilter filter, int limit, int examples)
      throws SQLException {
    ChosenSessions.fill(connection, filter);
    try (Statement statement = connection.createStatement()) {
      statement.execute(GROUPS.formatted(limit));
      Map<Long, List<SpanExample>> byNumber = examples(statement, examples);
      List<FindingRow> rows = new ArrayList<>();
      try (ResultSet result =
          statement.executeQuery("SELECT * FROM kept_findings ORDER BY number")) {
        Row row = new Row(result);
        while (row.next()) {
          rows.add(row(row, byNumber.getOrDefault(row.number("number"), List.of())));
        }
      }
      return rows;
    }
  }

  private static Map<Long, List<SpanExample>> examples(Statement statement, int most)
      throws SQLException {
    Map<Long, List<SpanExample>> examples = new TreeMap<>();
    try (ResultSet result = statement.executeQuery(EXAMPLES.formatted(most))) {
      Row row = new Row(result);
      while (row.next()) {
        examples
            .computeIfAbsent(row.number("number"), number -> new ArrayList<>())
            .add(
                new SpanExample(
                    row.text("session_id"),
                    new SpanKey(row.traceId("trace_id"), row.spanId("span_id"))));
      }
    }
    return examples;
  }

  private static FindingRow row(Row row, List<SpanExample> examples) throws SQLException {
    return new FindingRow(
        row.text("kind"),
        row.text("path"),
        row.text("subject"),
        row.number("sessions"),
        row.number("failed_sessions"),
        row.number("times"),
        row.number("nanos"),
        SelectDecisions.usage(row, ""),
        examples);
  }
}
