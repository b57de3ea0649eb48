package io.treeline.exporter.store.duckdb;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Notes in {@code session_traces} where spans of a session may be found. */
final class InsertSessionTraces {

  private static final String STAGE =
      "CREATE OR REPLACE TEMP TABLE staged_session_traces AS FROM session_traces LIMIT 0";

  private static final String INSERT =
      """
      INSERT INTO session_traces (session_id, trace_id)
      SELECT session_id, trace_id FROM staged_session_traces
      ON CONFLICT DO NOTHING
      """;

  private InsertSessionTraces() {}

  /** Adds pairs of traces that are not stored, so that the pairs cannot be either. */
  static void add(DuckDBConnection connection, Map<UUID, Set<String>> sessionsByTrace)
      throws SQLException {
    if (sessionsByTrace.isEmpty()) {
      return;
    }
    try (DuckDBAppender appender = connection.createAppender("session_traces")) {
      append(appender, sessionsByTrace);
    }
  }

  /** Adds those pairs that are not stored. */
  static void addMissing(DuckDBConnection connection, Map<UUID, Set<String>> sessionsByTrace)
      throws SQLException {
    if (sessionsByTrace.isEmpty()) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(STAGE);
      try (DuckDBAppender appender =
          connection.createAppender("temp", "main", "staged_session_traces")) {
        append(appender, sessionsByTrace);
      }
      statement.execute(INSERT);
    }
  }

  private static void append(DuckDBAppender appender, Map<UUID, Set<String>> sessionsByTrace)
      throws SQLException {
    for (Map.Entry<UUID, Set<String>> entry : sessionsByTrace.entrySet()) {
      for (String session : entry.getValue()) {
        appender.beginRow();
        appender.append(session);
        appender.append(entry.getKey());
        appender.endRow();
      }
    }
  }
}
