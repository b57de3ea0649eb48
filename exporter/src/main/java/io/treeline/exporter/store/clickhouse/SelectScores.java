package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.rows.ScoreOfRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads scores, by conditions that are added one by one. Used once. */
final class SelectScores {

  private static final String SELECT =
      """
      SELECT r.score_id AS score_id, r.name AS name, r.value_type AS value_type,
        r.number AS number, r.label AS label, r.source AS source, r.comment AS comment,
        r.epoch_nanos AS epoch_nanos, r.target AS target, lower(hex(r.trace_id)) AS trace_id,
        lower(hex(r.span_id)) AS span_id, r.session_id AS session_id,
        r.session_name AS session_name, r.path AS path, r.response_id AS response_id,
        r.metadata AS metadata
      FROM @scores AS r
      WHERE true
      """;
  // A trace belongs where its spans without a session of their own do.
  private static final String OF_TRACES =
      "r.target = 'TRACE' AND r.trace_id IN (SELECT trace_id FROM @traces WHERE session_id = %1$s)";
  // A session's spans: as in ReadSpans.
  private static final String OWN =
      """
      FROM @spans AS s JOIN @traces AS t ON t.trace_id = s.trace_id
      WHERE (s.trace_id IN (SELECT trace_id FROM @session_traces WHERE session_id = %1$s)
          OR s.trace_id = %2$s)
        AND coalesce(s.session_id, t.session_id) = %1$s\
      """;
  private static final String OF_SPANS =
      "r.target = 'SPAN' AND (assumeNotNull(r.trace_id), assumeNotNull(r.span_id)) IN (SELECT"
          + " s.trace_id, s.span_id "
          + OWN
          + ")\n  OR r.target = 'RESPONSE' AND r.response_id IN (SELECT s.response_id "
          + OWN
          + " AND s.response_id IS NOT NULL)";
  private static final String OF_RESPONSE =
      """
      r.target = 'RESPONSE' AND r.response_id IN (
        SELECT s.response_id FROM @spans AS s
        WHERE s.trace_id = %s AND s.span_id = %s AND s.response_id IS NOT NULL)\
      """;

  private final Engine engine;
  private final Tables tables;
  private final StringBuilder conditions = new StringBuilder();

  SelectScores(Engine engine, Tables tables) {
    this.engine = engine;
    this.tables = tables;
  }

  /** Adds a condition. */
  SelectScores where(String condition) {
    conditions.append("\n  AND (").append(condition).append(")");
    return this;
  }

  /** Adds a condition on a column, if there is a value. */
  SelectScores whereIs(String column, @Nullable String value) {
    return value == null ? this : where("r." + column + " = " + Sql.text(value));
  }

  /** Leaves the scores of a session. What hangs on traces must be worked out. */
  SelectScores ofSession(String sessionId, boolean withSpans) {
    String session = Sql.text(sessionId);
    String trace = ReadSpans.traceOrNothing(sessionId);
    return where(
        "r.target = 'SESSION' AND r.session_id = "
            + session
            + "\n  OR "
            + tables.in(OF_TRACES).formatted(session)
            + (withSpans ? "\n  OR " + tables.in(OF_SPANS).formatted(session, trace) : ""));
  }

  /** Leaves the scores of a span and its response. */
  SelectScores ofSpan(SpanKey key) {
    String trace = Sql.id(key.traceId());
    String span = Sql.id(key.spanId());
    return where(
        "r.target = 'SPAN' AND r.trace_id = %s AND r.span_id = %s".formatted(trace, span)
            + "\n  OR "
            + tables.in(OF_RESPONSE).formatted(trace, span));
  }

  /**
   * Reads them.
   *
   * @param order such as {@code ORDER BY ...}
   */
  List<Score> run(String order) {
    return engine.read(
        tables.in(SELECT) + conditions + "\n" + order,
        row -> {
          List<Score> scores = new ArrayList<>();
          while (row.next()) {
            scores.add(ScoreOfRow.read(row));
          }
          return scores;
        });
  }
}
