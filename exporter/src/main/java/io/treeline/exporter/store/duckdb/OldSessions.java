package io.treeline.exporter.store.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** Reads which sessions to delete next. Those that are written to now are none of them. */
final class OldSessions {

  /** What one step deletes at most, unless one session has more. */
  private static final int MOST_SPANS = 20_000;

  private static final String SQL =
      """
      SELECT session_id FROM (
        SELECT session_id, seen_until_epoch_nanos,
          sum(spans) OVER (ORDER BY seen_until_epoch_nanos, session_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
        FROM (
          SELECT * FROM sessions
          WHERE seen_until_epoch_nanos < %d
            AND session_id NOT IN (SELECT session_id FROM stale_sessions)
          ORDER BY seen_until_epoch_nanos, session_id
          LIMIT 2000))
      WHERE coalesce(before, 0) < %d
      ORDER BY seen_until_epoch_nanos, session_id
      """;

  private OldSessions() {}

  /**
   * Some of those whose last sign of life was before a time, the oldest first.
   *
   * @param mostSpans of them together, unless one has more
   */
  static List<String> before(DuckDBConnection connection, long epochNanos, long mostSpans)
      throws SQLException {
    List<String> sessions = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(SQL.formatted(epochNanos, Math.min(mostSpans, MOST_SPANS)))) {
      Row row = new Row(result);
      while (row.next()) {
        sessions.add(row.text("session_id"));
      }
    }
    return sessions;
  }

  /** How many spans there are. */
  static long countSpans(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) AS spans FROM spans")) {
      Row row = new Row(result);
      row.next();
      return row.number("spans");
    }
  }
}
