package io.treeline.exporter.store.duckdb;

import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;

/**
 * Works out what migration 012 adds, of the sessions that are not stale: the names of their spans
 * and their derived paths. To call all of them stale would leave each reader to work all of them
 * out.
 */
final class KeepFacts {

  private static final String NAMES =
      """
      CREATE TEMP TABLE named_sessions AS
      SELECT k.* REPLACE (n.providers AS providers, n.tools AS tools, n.agents AS agents,
        n.operations AS operations)
      FROM sessions k JOIN (
        SELECT %s AS session_id,
          coalesce(list(DISTINCT s.provider) FILTER (s.provider IS NOT NULL), []) AS providers,
          coalesce(list(DISTINCT s.tool_name) FILTER (s.tool_name IS NOT NULL), []) AS tools,
          coalesce(list(DISTINCT s.agent_name) FILTER (s.agent_name IS NOT NULL), []) AS agents,
          list(DISTINCT s.operation) AS operations
        FROM spans s JOIN traces t ON t.trace_id = s.trace_id
        GROUP BY 1) n ON n.session_id = k.session_id
      """
          .formatted(Conditions.SESSION_OF_SPAN);

  private KeepFacts() {}

  /** Inside the caller's transaction. */
  static void run(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(NAMES);
      statement.execute("INSERT OR REPLACE INTO sessions SELECT * FROM named_sessions");
      statement.execute("DROP TABLE named_sessions");
    }
    KeepDerivedPaths.ofAll(connection);
  }
}
