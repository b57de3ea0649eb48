package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.store.DerivePaths;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Paths of the spans that were sent without one, worked out from all spans of their sessions, as a
 * path hangs on what lies above. {@code spans.derived_path} has them for the sessions that are not
 * stale; for those that are, readers work them out into a temporary table {@code derived_paths}
 * that lasts as long as their transaction.
 */
final class DerivedPaths {

  /** The path of span {@code s}, with {@code derived_paths d} joined to it. */
  static final String PATH = "coalesce(s.path, d.path, s.derived_path)";

  private static final String ALL_STALE = "SELECT session_id FROM stale_sessions";

  private static final String SQL =
      """
      WITH wanted AS (%1$s),
      member AS (
        SELECT %2$s, %3$s AS member_of
        FROM spans s JOIN traces t ON t.trace_id = s.trace_id
        WHERE s.start_epoch_nanos BETWEEN %4$d AND %5$d
          AND s.trace_id IN (
            SELECT st.trace_id FROM session_traces st
            WHERE st.session_id IN (SELECT session_id FROM wanted))
          AND %3$s IN (SELECT session_id FROM wanted)
      )
      SELECT * FROM member
      WHERE member_of IN (
        SELECT member_of FROM member
        WHERE path IS NULL AND start_epoch_nanos >= %6$d AND start_epoch_nanos < %7$d)
      ORDER BY member_of
      """;

  private DerivedPaths() {}

  /** Fills the table for the stale sessions that have spans in a stretch of time. */
  static void fill(DuckDBConnection connection, TimeRange range, DerivePaths paths)
      throws SQLException {
    derive(connection, "derived_paths", ALL_STALE, range, paths);
  }

  /**
   * Makes a temporary table {@code (trace_id, span_id, path)} of the paths that are not given.
   *
   * @param wanted query for the sessions, with one column {@code session_id}
   */
  static void derive(
      DuckDBConnection connection, String table, String wanted, TimeRange range, DerivePaths paths)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE OR REPLACE TEMP TABLE %s (
            trace_id UUID NOT NULL, span_id UBIGINT NOT NULL, path VARCHAR NOT NULL)
          """
              .formatted(table));
    }
    SelectBounds.Bounds bounds = SelectBounds.run(connection, wanted);
    if (bounds == null) {
      return;
    }
    String sql =
        SQL.formatted(
            wanted,
            PathColumns.OF_SPAN,
            Conditions.SESSION_OF_SPAN,
            bounds.firstStart(),
            bounds.lastStart(),
            range.startEpochNanosInclusive(),
            range.endEpochNanosExclusive());
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql);
        DuckDBAppender appender = connection.createAppender("temp", "main", table)) {
      Row row = new Row(result);
      PathColumns columns = new PathColumns(row);
      List<Span> session = new ArrayList<>();
      String current = "";
      while (row.next()) {
        String id = row.text("member_of");
        if (!id.equals(current)) {
          append(session, paths, appender);
          session.clear();
          current = id;
        }
        session.add(columns.span());
      }
      append(session, paths, appender);
    }
  }

  private static void append(List<Span> session, DerivePaths paths, DuckDBAppender appender)
      throws SQLException {
    if (session.isEmpty()) {
      return;
    }
    Map<SpanKey, String> all = paths.of(session);
    for (Span span : session) {
      String path = all.get(span.key());
      if (span.session().path() == null && path != null) {
        appender.beginRow();
        appender.append(Ids.trace(span.key().traceId()));
        appender.append(Ids.span(span.key().spanId()));
        appender.append(path);
        appender.endRow();
      }
    }
  }
}
