package io.treeline.exporter.store.duckdb;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Works out the numbers of some stale sessions and keeps them. */
final class RefreshSessions {

  private static final String CHOSEN = "SELECT session_id FROM refreshed_sessions";

  private RefreshSessions() {}

  /** Inside the caller's transaction. */
  static void run(DuckDBConnection connection, List<String> sessions) throws SQLException {
    choose(connection, sessions);
    SelectBounds.Bounds bounds = SelectBounds.run(connection, CHOSEN);
    try (Statement statement = connection.createStatement()) {
      if (bounds != null) {
        KeepDerivedPaths.run(connection, CHOSEN);
        // Staged: the engine would take the delete and the insert of one key for a conflict.
        String with = SummarizeSessions.with(connection, CHOSEN, bounds);
        statement.execute(
            "CREATE OR REPLACE TEMP TABLE staged_sessions AS %sSELECT %s FROM summary"
                .formatted(with, SummarizeSessions.COLUMNS));
        keepSuppressed(statement, with);
        statement.execute(
            """
            DELETE FROM sessions
            WHERE session_id IN (SELECT session_id FROM refreshed_sessions)
              AND session_id NOT IN (SELECT session_id FROM staged_sessions)
            """);
        statement.execute(
            "INSERT OR REPLACE INTO sessions (%s) SELECT %s FROM staged_sessions"
                .formatted(SummarizeSessions.COLUMNS, SummarizeSessions.COLUMNS));
      }
      statement.execute(
          """
          INSERT INTO unanalyzed_sessions
          SELECT session_id, nextval('analysis_revisions'), %1$d, %1$d FROM refreshed_sessions
          ON CONFLICT (session_id) DO UPDATE SET revision = excluded.revision,
            changed_epoch_millis = excluded.changed_epoch_millis
          """
              .formatted(System.currentTimeMillis()));
      statement.execute(
          """
          DELETE FROM stale_sessions
          WHERE session_id IN (SELECT session_id FROM refreshed_sessions)
          """);
    }
  }

  private static void keepSuppressed(Statement statement, String with) throws SQLException {
    statement.execute(
        """
        DELETE FROM suppressed_spans
        WHERE session_id IN (SELECT session_id FROM refreshed_sessions)
        """);
    if (SuppressUsage.mayFindSome(with)) {
      statement.execute(
          "INSERT INTO suppressed_spans (%1$s) %2$sSELECT %1$s FROM suppressed"
              .formatted(SuppressUsage.COLUMNS, with));
    }
  }

  private static void choose(DuckDBConnection connection, List<String> sessions)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE OR REPLACE TEMP TABLE refreshed_sessions (session_id VARCHAR NOT NULL)");
    }
    try (DuckDBAppender appender =
        connection.createAppender("temp", "main", "refreshed_sessions")) {
      for (String session : sessions) {
        appender.beginRow();
        appender.append(session);
        appender.endRow();
      }
    }
  }
}
