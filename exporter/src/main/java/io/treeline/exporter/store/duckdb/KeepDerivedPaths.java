package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.session.PathDerivation;
import io.treeline.exporter.session.SpanForest;
import io.treeline.exporter.session.SpanPath;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/** Keeps the paths that spans were not sent with beside them, in {@code spans.derived_path}. */
final class KeepDerivedPaths {

  private static final int SESSIONS_AT_ONCE = 2_000;

  private static final String UPDATE =
      """
      UPDATE spans SET derived_path = p.path
      FROM new_paths p
      WHERE spans.trace_id = p.trace_id AND spans.span_id = p.span_id
        AND spans.start_epoch_nanos BETWEEN %d AND %d
        AND spans.derived_path IS DISTINCT FROM p.path
      """;

  private KeepDerivedPaths() {}

  /**
   * Inside the caller's transaction.
   *
   * @param wanted query for the sessions, with one column {@code session_id}
   */
  static void run(DuckDBConnection connection, String wanted) throws SQLException {
    SelectBounds.Bounds bounds = SelectBounds.run(connection, wanted);
    if (bounds == null) {
      return;
    }
    DerivedPaths.derive(connection, "new_paths", wanted, TimeRange.ALL, KeepDerivedPaths::pathsOf);
    try (Statement statement = connection.createStatement()) {
      statement.execute(UPDATE.formatted(bounds.firstStart(), bounds.lastStart()));
      statement.execute("DROP TABLE new_paths");
    }
  }

  /** Of all sessions, some at a time: what migration 012 cannot say in SQL. */
  static void ofAll(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TEMP TABLE numbered_sessions AS
          SELECT session_id, row_number() OVER (ORDER BY start_epoch_nanos, session_id) - 1 AS number
          FROM sessions WHERE session_id NOT IN (SELECT session_id FROM stale_sessions)
          """);
      long sessions = count(statement);
      for (long first = 0; first < sessions; first += SESSIONS_AT_ONCE) {
        run(
            connection,
            "SELECT session_id FROM numbered_sessions WHERE number >= %d AND number < %d"
                .formatted(first, first + SESSIONS_AT_ONCE));
      }
      statement.execute("DROP TABLE numbered_sessions");
    }
  }

  private static long count(Statement statement) throws SQLException {
    try (ResultSet result =
        statement.executeQuery("SELECT count(*) AS sessions FROM numbered_sessions")) {
      Row row = new Row(result);
      row.next();
      return row.number("sessions");
    }
  }

  static Map<SpanKey, String> pathsOf(List<Span> spans) {
    SpanForest forest = SpanForest.of(spans);
    List<SpanPath> paths = PathDerivation.derive(forest);
    Map<SpanKey, String> byKey = new HashMap<>();
    for (int node = 0; node < forest.size(); node++) {
      byKey.put(forest.span(node).key(), paths.get(node).path());
    }
    return byKey;
  }
}
