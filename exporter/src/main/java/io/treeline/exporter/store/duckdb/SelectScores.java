package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.rows.ScoreOfRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/** Reads scores, by conditions that are added one by one. Used once. */
final class SelectScores {

  private static final String COLUMNS =
      """
      score_id, name, value_type, number, label, source, comment, epoch_nanos, target, trace_id,
        span_id, session_id, session_name, path, response_id, metadata\
      """;

  // A session's spans: as in SelectSpansOfSession.
  private static final String OWN_SPANS =
      """
      WITH own AS (
        SELECT s.trace_id, s.span_id, s.response_id
        FROM spans s
        JOIN traces t ON t.trace_id = s.trace_id
        WHERE s.start_epoch_nanos BETWEEN %d AND %d
          AND s.trace_id IN (SELECT st.trace_id FROM session_traces st WHERE st.session_id = ?)
          AND coalesce(s.session_id, t.session_id, replace(s.trace_id::VARCHAR, '-', '')) = ?
      )
      """;

  private static final String OF_SESSION = "target = 'SESSION' AND session_id = ?";

  // A trace belongs where its spans without a session of their own do.
  private static final String OF_TRACES =
      """
      target = 'TRACE' AND trace_id IN (
        SELECT t.trace_id FROM traces t
        WHERE t.trace_id IN (SELECT st.trace_id FROM session_traces st WHERE st.session_id = ?)
          AND coalesce(t.session_id, replace(t.trace_id::VARCHAR, '-', '')) = ?)\
      """;

  private static final String OF_SPANS =
      """
      target = 'SPAN' AND (trace_id, span_id) IN (SELECT (o.trace_id, o.span_id) FROM own o)
        OR target = 'RESPONSE' AND response_id IN (
          SELECT o.response_id FROM own o WHERE o.response_id IS NOT NULL)\
      """;

  private String with = "";
  private final StringBuilder conditions = new StringBuilder("true");
  private final List<String> withParameters = new ArrayList<>();
  private final List<String> parameters = new ArrayList<>();

  /** Adds a condition. */
  SelectScores where(String condition, String... values) {
    conditions.append("\n  AND (").append(condition).append(")");
    parameters.addAll(List.of(values));
    return this;
  }

  /** Leaves the scores of a session. */
  SelectScores ofSession(DuckDBConnection connection, String sessionId, boolean withSpans)
      throws SQLException {
    SelectBounds.Bounds bounds = SelectBounds.run(connection, "SELECT ?", sessionId);
    if (bounds == null) {
      return where(OF_SESSION, sessionId);
    }
    String condition = OF_SESSION + "\n  OR " + OF_TRACES;
    if (withSpans) {
      with = OWN_SPANS.formatted(bounds.firstStart(), bounds.lastStart());
      withParameters.addAll(List.of(sessionId, sessionId));
      condition += "\n  OR " + OF_SPANS;
    }
    return where(condition, sessionId, sessionId, sessionId);
  }

  /** Leaves the scores of a span and its response. */
  SelectScores ofSpan(DuckDBConnection connection, SpanKey key) throws SQLException {
    UUID traceId = Ids.trace(key.traceId());
    String ofSpan =
        "target = 'SPAN' AND trace_id = '%s'::UUID AND span_id = %s::UBIGINT"
            .formatted(traceId, Ids.decimal(key.spanId()));
    TraceState trace = SelectTraces.run(connection, Set.of(traceId)).get(traceId);
    if (trace == null) {
      return where(ofSpan);
    }
    String ofResponse =
        """
        target = 'RESPONSE' AND response_id = (
          SELECT s.response_id FROM spans s
          WHERE s.start_epoch_nanos BETWEEN %d AND %d AND s.trace_id = '%s'::UUID
            AND s.span_id = %s::UBIGINT)\
        """
            .formatted(trace.firstStart(), trace.lastStart(), traceId, Ids.decimal(key.spanId()));
    return where(ofSpan + "\n  OR " + ofResponse);
  }

  /**
   * Reads them.
   *
   * @param order such as {@code ORDER BY ...}
   */
  List<Score> run(DuckDBConnection connection, String order) throws SQLException {
    String sql =
        "%sSELECT %s\nFROM scores\nWHERE %s\n%s".formatted(with, COLUMNS, conditions, order);
    List<Score> scores = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int index = 1;
      for (String value : withParameters) {
        statement.setString(index++, value);
      }
      for (String value : parameters) {
        statement.setString(index++, value);
      }
      try (ResultSet result = statement.executeQuery()) {
        Row row = new Row(result);
        while (row.next()) {
          scores.add(ScoreOfRow.read(row));
        }
      }
    }
    return scores;
  }
}
