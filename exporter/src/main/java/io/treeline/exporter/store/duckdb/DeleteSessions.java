package io.treeline.exporter.store.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Removes sessions with all that belongs to them. Used once, inside a transaction. */
final class DeleteSessions implements GroupCommit.Change {

  private static final String DOOMED = "SELECT session_id FROM doomed_sessions";

  private static final String TRACES =
      "SELECT st.trace_id FROM session_traces st WHERE st.session_id IN (" + DOOMED + ")";

  private static final String SPANS =
      """
      CREATE OR REPLACE TEMP TABLE doomed_spans AS
      SELECT s.trace_id, s.span_id
      FROM spans s JOIN traces t ON t.trace_id = s.trace_id
      WHERE s.start_epoch_nanos BETWEEN %d AND %d AND s.trace_id IN (%s) AND %s IN (%s)
      """;

  // Traces that no span of another session lies in.
  private static final String WHOLE_TRACES =
      """
      CREATE OR REPLACE TEMP TABLE doomed_traces AS
      SELECT DISTINCT trace_id FROM (%1$s)
      WHERE trace_id NOT IN (
        SELECT s.trace_id FROM spans s
        ANTI JOIN doomed_spans d ON d.trace_id = s.trace_id AND d.span_id = s.span_id
        WHERE s.start_epoch_nanos BETWEEN %2$d AND %3$d AND s.trace_id IN (%1$s))
      """;

  private static final String WINDOWS =
      """
      SELECT DISTINCT c.window_id FROM span_content c
      WHERE c.start_epoch_nanos BETWEEN %d AND %d
        AND (c.trace_id, c.span_id) IN (SELECT (trace_id, span_id) FROM doomed_spans)
      UNION SELECT DISTINCT l.window_id FROM span_logs l
      WHERE l.trace_id IN (SELECT trace_id FROM doomed_spans)
      """;

  private static final String OF_SPANS =
      """
      DELETE FROM %s
      WHERE start_epoch_nanos BETWEEN %d AND %d
        AND (trace_id, span_id) IN (SELECT (trace_id, span_id) FROM doomed_spans)
      """;

  private static final String LOGS =
      """
      DELETE FROM span_logs
      WHERE epoch_nanos >= (SELECT min(first_epoch_nanos) FROM log_traces l
          WHERE l.trace_id IN (SELECT trace_id FROM doomed_spans))
        AND epoch_nanos <= (SELECT max(last_epoch_nanos) FROM log_traces l
          WHERE l.trace_id IN (SELECT trace_id FROM doomed_spans))
        AND ((trace_id, span_id) IN (SELECT (trace_id, span_id) FROM doomed_spans)
          OR trace_id IN (SELECT trace_id FROM doomed_traces))
      """;

  private static final List<String> TABLES_OF_SESSIONS =
      List.of(
          "sessions",
          "stale_sessions",
          "session_tags",
          "suppressed_spans",
          "unanalyzed_sessions",
          "session_outcomes",
          "span_outcomes",
          "session_places",
          "session_steps",
          "session_findings");

  private final List<String> sessions;
  private final Set<Integer> windows = new HashSet<>();
  private final List<UUID> traces = new ArrayList<>();
  private long spans;

  DeleteSessions(List<String> sessions) {
    this.sessions = sessions;
  }

  @Override
  public Set<String> run(DuckDBConnection connection) throws SQLException {
    choose(connection);
    try (Statement statement = connection.createStatement()) {
      SelectBounds.Bounds bounds = SelectBounds.run(connection, DOOMED);
      if (bounds != null) {
        deleteSpans(statement, bounds.firstStart(), bounds.lastStart());
      }
      for (String table : TABLES_OF_SESSIONS) {
        statement.execute("DELETE FROM %s WHERE session_id IN (%s)".formatted(table, DOOMED));
      }
      statement.execute(
          "DELETE FROM scores WHERE target = 'SESSION' AND session_id IN (%s)".formatted(DOOMED));
    }
    return Set.of();
  }

  private void deleteSpans(Statement statement, long first, long last) throws SQLException {
    statement.execute(SPANS.formatted(first, last, TRACES, Conditions.SESSION_OF_SPAN, DOOMED));
    statement.execute(WHOLE_TRACES.formatted(TRACES, first, last));
    note(statement, first, last);
    statement.execute(OF_SPANS.formatted("spans", first, last));
    statement.execute(OF_SPANS.formatted("span_content", first, last));
    statement.execute(LOGS);
    statement.execute(
        """
        DELETE FROM added_properties
        WHERE (trace_id, span_id) IN (SELECT (trace_id, span_id) FROM doomed_spans)
        """);
    statement.execute(
        """
        DELETE FROM scores
        WHERE (trace_id, span_id) IN (SELECT (trace_id, span_id) FROM doomed_spans)
          OR trace_id IN (SELECT trace_id FROM doomed_traces)
        """);
    for (String table : List.of("traces", "log_traces")) {
      statement.execute(
          "DELETE FROM %s WHERE trace_id IN (SELECT trace_id FROM doomed_traces)".formatted(table));
    }
    statement.execute(
        """
        DELETE FROM session_traces
        WHERE session_id IN (%s) OR trace_id IN (SELECT trace_id FROM doomed_traces)
        """
            .formatted(DOOMED));
  }

  private void note(Statement statement, long first, long last) throws SQLException {
    try (ResultSet result = statement.executeQuery(WINDOWS.formatted(first, last))) {
      Row row = new Row(result);
      while (row.next()) {
        windows.add(Math.toIntExact(row.number("window_id")));
      }
    }
    try (ResultSet result = statement.executeQuery("SELECT DISTINCT trace_id FROM doomed_traces")) {
      Row row = new Row(result);
      while (row.next()) {
        traces.add(Ids.trace(row.traceId("trace_id")));
      }
    }
    try (ResultSet result = statement.executeQuery("SELECT count(*) AS spans FROM doomed_spans")) {
      Row row = new Row(result);
      row.next();
      spans = row.number("spans");
    }
  }

  private void choose(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE OR REPLACE TEMP TABLE doomed_sessions (session_id VARCHAR NOT NULL)");
    }
    try (DuckDBAppender appender = connection.createAppender("temp", "main", "doomed_sessions")) {
      for (String session : sessions) {
        appender.beginRow();
        appender.append(session);
        appender.endRow();
      }
    }
  }

  @Override
  public void committed(WriterMemory memory) {
    traces.forEach(memory.traces()::remove);
    memory.stale().refreshed(sessions);
  }

  /** Windows of content whose pieces may be needed no longer. */
  Set<Integer> windows() {
    return windows;
  }

  /** How many were deleted. */
  long spans() {
    return spans;
  }
}
