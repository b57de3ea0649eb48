package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.SessionRow;
import io.treeline.exporter.store.rows.SessionOfRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.duckdb.DuckDBConnection;

/** Reads one session's numbers: the kept ones, or when it is stale from its spans. */
final class SelectSession {

  private static final String KEPT =
      """
      SELECT %s
      FROM sessions
      WHERE session_id = ? AND session_id NOT IN (SELECT session_id FROM stale_sessions)
      """
          .formatted(SessionColumns.COLUMNS);

  private SelectSession() {}

  static Optional<SessionRow> run(DuckDBConnection connection, String sessionId)
      throws SQLException {
    Optional<SessionRow> kept = run(connection, KEPT, sessionId);
    if (kept.isPresent()) {
      return kept;
    }
    SelectBounds.Bounds bounds = SelectBounds.run(connection, "SELECT ?", sessionId);
    if (bounds == null) {
      return Optional.empty();
    }
    String sql =
        SummarizeSessions.with(connection, "SELECT ? AS session_id", bounds, sessionId)
            + "SELECT "
            + SessionColumns.COLUMNS
            + " FROM summary";
    return run(connection, sql, sessionId);
  }

  private static Optional<SessionRow> run(DuckDBConnection connection, String sql, String sessionId)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, sessionId);
      try (ResultSet result = statement.executeQuery()) {
        Row row = new Row(result);
        return row.next() ? Optional.of(SessionOfRow.read(row)) : Optional.empty();
      }
    }
  }
}
