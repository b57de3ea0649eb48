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

  static void run(DuckDBConnection connection, Map<UUID, Set<String>> sessionsByTrace)
      throws SQLException {
    if (sessionsByTrace.isEmpty()) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(STAGE);
      try (DuckDBAppender appender =
          connection.createAppender("temp", "main", "staged_session_traces")) {
        for (Map.Entry<UUID, Set<String>> entry : sessionsByTrace.entrySet()) {
          for (String session : entry.getValue()) {
            appender.beginRow();
            appender.append(session);
            appender.append(entry.getKey());
            appender.endRow();
          }
        }
      }
      statement.execute(INSERT);
    }
  }
}
