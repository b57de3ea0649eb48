package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Span;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** Reads all spans of a session. */
final class SelectSpansOfSession {

  private static final String SQL =
      """
      SELECT %s
      FROM spans s
      JOIN traces t ON t.trace_id = s.trace_id
      WHERE s.start_epoch_nanos BETWEEN %d AND %d
        AND s.trace_id IN (SELECT st.trace_id FROM session_traces st WHERE st.session_id = ?)
        AND coalesce(s.session_id, t.session_id, replace(s.trace_id::VARCHAR, '-', '')) = ?
      ORDER BY s.start_epoch_nanos, s.trace_id, s.span_id
      """;

  private SelectSpansOfSession() {}

  static List<Span> run(DuckDBConnection connection, String sessionId, boolean withContent)
      throws SQLException {
    List<Span> spans = new ArrayList<>();
    SelectBounds.Bounds bounds = SelectBounds.run(connection, "SELECT ?", sessionId);
    if (bounds == null) {
      return spans;
    }
    String sql = SQL.formatted(SpanColumns.OF_SPAN, bounds.firstStart(), bounds.lastStart());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, sessionId);
      statement.setString(2, sessionId);
      try (ResultSet result = statement.executeQuery()) {
        Row row = new Row(result);
        SpanColumns columns = new SpanColumns(row);
        while (row.next()) {
          spans.add(columns.span());
        }
      }
    }
    return withContent ? SelectContent.addOfSession(connection, spans, sessionId) : spans;
  }
}
