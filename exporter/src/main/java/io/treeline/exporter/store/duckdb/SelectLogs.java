package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.rows.LogOfRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Reads log records by time, position and id. */
final class SelectLogs {

  private static final String TRACES_OF_SESSION =
      "SELECT st.trace_id FROM session_traces st WHERE st.session_id = ?";

  private static final String BOUNDS =
      """
      SELECT min(first_epoch_nanos) AS first, max(last_epoch_nanos) AS last
      FROM log_traces
      WHERE trace_id IN (%s)
      """;

  private static final String SQL =
      """
      SELECT trace_id, span_id, log_id, epoch_nanos, position, severity_number, severity_text,
        event_name, body, attributes, service, scope_name, input_messages, output_messages,
        system_instructions, tool_definitions
      FROM span_logs
      WHERE epoch_nanos BETWEEN %d AND %d AND trace_id IN (%s)%s
      ORDER BY epoch_nanos, position, log_id
      """;

  private SelectLogs() {}

  /** Those of one span. */
  static List<LogRecord> ofSpan(DuckDBConnection connection, SpanKey key) throws SQLException {
    String trace = "'%s'::UUID".formatted(Ids.trace(key.traceId()));
    String span = " AND span_id = %s::UBIGINT".formatted(Ids.decimal(key.spanId()));
    return run(connection, trace, span, null);
  }

  /** Those of all traces a session may have spans in, also of spans that are not the session's. */
  static Map<SpanKey, List<LogRecord>> ofTraces(DuckDBConnection connection, String sessionId)
      throws SQLException {
    Map<SpanKey, List<LogRecord>> bySpan = new HashMap<>();
    for (LogRecord log : run(connection, TRACES_OF_SESSION, "", sessionId)) {
      bySpan.computeIfAbsent(log.key(), key -> new ArrayList<>()).add(log);
    }
    return bySpan;
  }

  private static List<LogRecord> run(
      DuckDBConnection connection, String traces, String andSpan, @Nullable String parameter)
      throws SQLException {
    Long first;
    Long last;
    try (PreparedStatement statement = connection.prepareStatement(BOUNDS.formatted(traces))) {
      set(statement, parameter);
      try (ResultSet result = statement.executeQuery()) {
        Row row = new Row(result);
        row.next();
        first = row.numberOrNull("first");
        last = row.numberOrNull("last");
      }
    }
    if (first == null || last == null) {
      return List.of();
    }
    List<LogRecord> logs = new ArrayList<>();
    List<ContentPieces> pieces = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(SQL.formatted(first, last, traces, andSpan))) {
      set(statement, parameter);
      try (ResultSet result = statement.executeQuery()) {
        Row row = new Row(result);
        while (row.next()) {
          logs.add(LogOfRow.read(row));
          pieces.add(ContentPieces.read(row, EncodedContent.COLUMNS_OF_LOGS));
        }
      }
    }
    return withContent(connection, logs, pieces);
  }

  private static List<LogRecord> withContent(
      DuckDBConnection connection, List<LogRecord> logs, List<ContentPieces> pieces)
      throws SQLException {
    ContentTexts texts = new ContentTexts();
    pieces.forEach(one -> one.want(texts));
    texts.read(connection);
    for (int i = 0; i < logs.size(); i++) {
      Content content = pieces.get(i).content(texts);
      if (!content.isEmpty()) {
        logs.set(i, logs.get(i).withContent(content));
      }
    }
    return logs;
  }

  private static void set(PreparedStatement statement, @Nullable String parameter)
      throws SQLException {
    if (parameter != null) {
      statement.setString(1, parameter);
    }
  }
}
