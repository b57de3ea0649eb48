package io.treeline.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Makes many spans of few: what the exporter has stored, worked out and analysed of a stretch of
 * time is copied inside the engine, each copy a stretch later, with ids of its own and texts of its
 * own. To write ten million spans as they come takes most of an hour.
 */
final class QueryCopies {

  private static final String SESSION = "session_id || '.%1$d' AS session_id";
  private static final String TRACE = trace("trace_id");

  /**
   * What is different in a copy, by table: {@code %1$d} is its number, {@code %2$d} nanoseconds.
   */
  private static final Map<String, String> TABLES = new LinkedHashMap<>();

  static {
    TABLES.put(
        "spans", later("start_epoch_nanos", "end_epoch_nanos") + ", " + TRACE + ", " + SESSION);
    TABLES.put(
        "traces",
        later(
                "first_start_epoch_nanos",
                "last_start_epoch_nanos",
                "root_start_epoch_nanos",
                "named_start_epoch_nanos")
            + ", root_session_id || '.%1$d' AS root_session_id"
            + ", named_session_id || '.%1$d' AS named_session_id, "
            + TRACE
            + ", "
            + SESSION);
    TABLES.put("session_traces", TRACE + ", " + SESSION);
    TABLES.put(
        "sessions",
        later("start_epoch_nanos", "end_epoch_nanos", "seen_until_epoch_nanos") + ", " + SESSION);
    TABLES.put("suppressed_spans", TRACE + ", " + SESSION);
    TABLES.put("session_outcomes", SESSION);
    TABLES.put("span_outcomes", TRACE + ", " + trace("recovered_by_trace_id") + ", " + SESSION);
    TABLES.put("session_places", trace("longest_trace_id") + ", " + SESSION);
    TABLES.put("session_steps", SESSION);
    TABLES.put("session_findings", TRACE + ", " + SESSION);
    TABLES.put("contents", "content_id + %1$d * %3$d AS content_id");
    TABLES.put(
        "span_content",
        later("start_epoch_nanos")
            + ", "
            + TRACE
            + pieces("input_messages")
            + pieces("output_messages")
            + pieces("system_instructions")
            + pieces("tool_definitions")
            + pieces("tool_arguments")
            + pieces("tool_result")
            + pieces("input")
            + pieces("output"));
  }

  private QueryCopies() {}

  /**
   * Copies all that is in a data directory, which nobody may have open.
   *
   * @param copies how many there are then, the first included
   * @param nanos from the start of one to that of the next
   */
  static void make(Path data, int copies, long nanos) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("memory_limit", "2GB");
    settings.setProperty("checkpoint_threshold", "1GB");
    settings.setProperty("preserve_insertion_order", "true");
    String url = "jdbc:duckdb:" + data.resolve("treeline.duckdb");
    try (Connection connection = DriverManager.getConnection(url, settings);
        Statement statement = connection.createStatement()) {
      long pieces = number(statement, "SELECT coalesce(max(content_id), 0) + 1 FROM contents");
      for (String table : TABLES.keySet()) {
        statement.execute("CREATE TEMP TABLE first_%1$s AS FROM %1$s".formatted(table));
      }
      for (int copy = 1; copy < copies; copy++) {
        statement.execute("BEGIN");
        for (Map.Entry<String, String> table : TABLES.entrySet()) {
          String changed = table.getValue().formatted(copy, copy * nanos, pieces);
          statement.execute(
              "INSERT INTO %1$s SELECT * REPLACE (%2$s) FROM first_%1$s"
                  .formatted(table.getKey(), changed));
        }
        statement.execute("COMMIT");
      }
      statement.execute("CHECKPOINT");
    }
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  private static String later(String... columns) {
    StringBuilder sql = new StringBuilder();
    for (String column : columns) {
      sql.append(sql.length() == 0 ? "" : ", ").append(column).append(" + %2$d AS ").append(column);
    }
    return sql.toString();
  }

  /** The number of the copy in place of the first digits. */
  private static String trace(String column) {
    return "(printf('%%08x', %1$d) || substr(" + column + "::VARCHAR, 9))::UUID AS " + column;
  }

  /** Ids of pieces; a text that is one piece has its id with a minus. */
  private static String pieces(String column) {
    return ", [p + CASE WHEN p < 0 THEN -%%1$d ELSE %%1$d END * %%3$d FOR p IN %1$s] AS %1$s"
        .formatted(column);
  }
}
