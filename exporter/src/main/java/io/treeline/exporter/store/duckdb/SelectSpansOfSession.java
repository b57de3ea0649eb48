package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Span;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

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
      """;

  private static final String ORDER = "ORDER BY s.start_epoch_nanos, s.trace_id, s.span_id";

  private static final String SIZE = "SELECT spans FROM sessions WHERE session_id = ?";

  /** Of fewer spans all columns are read before a second statement would be planned. */
  private static final int MANY = 1000;

  private SelectSpansOfSession() {}

  static List<Span> run(DuckDBConnection connection, String sessionId, boolean withContent)
      throws SQLException {
    SelectBounds.Bounds bounds = SelectBounds.run(connection, "SELECT ?", sessionId);
    if (bounds == null) {
      return List.of();
    }
    List<Span> spans =
        isLarge(connection, sessionId) ? readMany(connection, sessionId, bounds) : null;
    if (spans == null) {
      spans = read(connection, sessionId, bounds);
    }
    return withContent ? SelectContent.addOfSession(connection, spans, sessionId) : spans;
  }

  private static List<Span> read(
      DuckDBConnection connection, String sessionId, SelectBounds.Bounds bounds)
      throws SQLException {
    List<Span> spans = new ArrayList<>();
    select(
        connection,
        SpanColumns.OF_SPAN,
        ORDER,
        sessionId,
        bounds,
        row -> {
          SpanColumns columns = new SpanColumns(row);
          while (row.next()) {
            spans.add(columns.span());
          }
        });
    return spans;
  }

  /** Null when two combinations of facts have the same hash. */
  private static @Nullable List<Span> readMany(
      DuckDBConnection connection, String sessionId, SelectBounds.Bounds bounds)
      throws SQLException {
    Map<Long, SpanColumns.Facts> facts = new HashMap<>();
    boolean[] ambiguous = new boolean[1];
    select(
        connection,
        SpanColumns.DISTINCT_FACTS,
        "",
        sessionId,
        bounds,
        row -> {
          SpanColumns columns = new SpanColumns(row);
          while (row.next()) {
            ambiguous[0] |= facts.put(row.number("facts"), columns.facts()) != null;
          }
        });
    if (ambiguous[0]) {
      return null;
    }
    List<Span> spans = new ArrayList<>();
    select(
        connection,
        SpanColumns.BESIDE_FACTS,
        ORDER,
        sessionId,
        bounds,
        row -> {
          SpanColumns columns = new SpanColumns(row);
          while (row.next()) {
            spans.add(columns.span(Row.present("facts", facts.get(row.number("facts")))));
          }
        });
    return spans;
  }

  /** What is done with a result. */
  private interface Rows {
    void read(Row row) throws SQLException;
  }

  private static void select(
      DuckDBConnection connection,
      String columns,
      String order,
      String sessionId,
      SelectBounds.Bounds bounds,
      Rows rows)
      throws SQLException {
    String sql = SQL.formatted(columns, bounds.firstStart(), bounds.lastStart()) + order;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, sessionId);
      statement.setString(2, sessionId);
      try (ResultSet result = statement.executeQuery()) {
        rows.read(new Row(result));
      }
    }
  }

  /** As far as is known: of a session written to lately it may be what was known before. */
  private static boolean isLarge(DuckDBConnection connection, String sessionId)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SIZE)) {
      statement.setString(1, sessionId);
      try (ResultSet result = statement.executeQuery()) {
        Row row = new Row(result);
        return row.next() && row.number("spans") >= MANY;
      }
    }
  }
}
