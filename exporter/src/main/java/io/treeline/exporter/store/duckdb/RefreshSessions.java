package io.treeline.exporter.store.duckdb;

import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;

/** Works out the numbers of all stale sessions and keeps them. */
final class RefreshSessions {

  private static final String STALE = "SELECT session_id FROM stale_sessions";

  private RefreshSessions() {}

  /** Inside the caller's transaction. */
  static void run(DuckDBConnection connection) throws SQLException {
    SelectBounds.Bounds bounds = SelectBounds.run(connection, STALE);
    try (Statement statement = connection.createStatement()) {
      if (bounds != null) {
        // Staged: the engine would take the delete and the insert of one key for a conflict.
        statement.execute(
            "CREATE OR REPLACE TEMP TABLE staged_sessions AS "
                + SummarizeSessions.with(STALE, bounds.firstStart(), bounds.lastStart())
                + "SELECT "
                + SummarizeSessions.COLUMNS
                + " FROM summary");
        statement.execute(
            """
            DELETE FROM sessions
            WHERE session_id IN (SELECT session_id FROM stale_sessions)
              AND session_id NOT IN (SELECT session_id FROM staged_sessions)
            """);
        statement.execute(
            "INSERT OR REPLACE INTO sessions (%s) SELECT %s FROM staged_sessions"
                .formatted(SummarizeSessions.COLUMNS, SummarizeSessions.COLUMNS));
      }
      statement.execute("DELETE FROM stale_sessions");
    }
  }
}
