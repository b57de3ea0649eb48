package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.PlaceMeasures;
import io.treeline.exporter.model.PlaceStep;
import io.treeline.exporter.model.PlaceUsage;
import io.treeline.exporter.model.SpanExample;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.DecisionQuery;
import io.treeline.exporter.store.DecisionRows;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Puts together what many sessions did where. */
final class SelectDecisions {

  private static final int MOST_STEPS = 20_000;

  private static final String COUNTS =
      """
      SELECT count(*) AS sessions, count(*) FILTER (pending) AS pending,
        (SELECT count(DISTINCT p.path)
          FROM session_places p JOIN chosen_sessions c USING (session_id)) AS paths
      FROM chosen_sessions
      """;

  // Of several kinds the one that most sessions say, the first by name of as many.
  // TRY_CAST: one sender's absurd numbers must not make the whole answer unreadable.
  private static final String KEPT =
      """
      CREATE OR REPLACE TEMP TABLE kept_places AS
      SELECT p.path,
        map_keys(histogram(p.kind))[
          list_position(map_values(histogram(p.kind)), list_max(map_values(histogram(p.kind))))]
          AS kind, count(*) AS sessions,
        count(*) FILTER (c.succeeded) AS succeeded,
        sum(p.visits)::BIGINT AS visits, sum(p.failed)::BIGINT AS failed,
        sum(p.recovered)::BIGINT AS recovered,
        count(*) FILTER (p.failed > 0) AS failed_sessions,
        TRY_CAST(sum(p.critical_nanos) AS BIGINT) AS critical_nanos,
        TRY_CAST(sum(p.self_input_tokens) AS BIGINT) AS self_input_tokens,
        TRY_CAST(sum(p.self_output_tokens) AS BIGINT) AS self_output_tokens,
        sum(p.self_cost_usd) AS self_cost_usd,
        TRY_CAST(sum(p.input_tokens) AS BIGINT) AS input_tokens,
        TRY_CAST(sum(p.output_tokens) AS BIGINT) AS output_tokens,
        sum(p.cost_usd) AS cost_usd,
        sum(p.llm_calls)::BIGINT AS llm_calls, sum(p.tool_calls)::BIGINT AS tool_calls,
        sum(p.unpriced_calls)::BIGINT AS unpriced_calls,
        sum(p.estimated_calls)::BIGINT AS estimated_calls,
        max(struct_pack(n := coalesce(list_max(p.visit_nanos), -1), s := p.session_id,
          t := p.longest_trace_id, i := p.longest_span_id)) AS slowest,
        max(struct_pack(n := p.cost_usd, s := p.session_id,
          t := p.longest_trace_id, i := p.longest_span_id)) FILTER (p.cost_usd IS NOT NULL)
          AS dearest
      FROM session_places p JOIN chosen_sessions c USING (session_id)
      GROUP BY p.path
      ORDER BY count(*) DESC, p.path
      LIMIT %d
      """;

  private static final String PLACES =
      """
      WITH duration AS (
        SELECT path, TRY_CAST(sum(nanos) AS BIGINT) AS total_nanos,
          quantile_disc(nanos, 0.5) AS p50_nanos, quantile_disc(nanos, 0.95) AS p95_nanos
        FROM (
          SELECT p.path, unnest(p.visit_nanos) AS nanos
          FROM session_places p
          WHERE p.session_id IN (SELECT session_id FROM chosen_sessions)
            AND p.path IN (SELECT path FROM kept_places))
        GROUP BY path
      )%s
      SELECT k.*, d.total_nanos, d.p50_nanos, d.p95_nanos,
        k.slowest.s AS slowest_session, k.slowest.t AS slowest_trace, k.slowest.i AS slowest_span,
        k.dearest.s AS dearest_session, k.dearest.t AS dearest_trace, k.dearest.i AS dearest_span,
        %s AS costs
      FROM kept_places k LEFT JOIN duration d USING (path)%s
      ORDER BY k.path
      """;

  private static final String SAMPLES =
      """
      , sample AS (
        SELECT path, list(cost ORDER BY digest) AS costs
        FROM (
          SELECT p.path, p.cost_usd::DOUBLE AS cost, c.digest,
            row_number() OVER (PARTITION BY p.path ORDER BY c.digest) AS place
          FROM session_places p
          JOIN (SELECT session_id, md5(session_id) AS digest FROM chosen_sessions) c
            USING (session_id)
          WHERE p.cost_usd IS NOT NULL AND p.path IN (SELECT path FROM kept_places))
        WHERE place <= %d
        GROUP BY path
      )
      """;

  private static final String STEPS =
      """
      SELECT * FROM (
        SELECT p.path, p.from_path, p.to_path, sum(p.times)::BIGINT AS times,
          count(*) AS sessions
        FROM session_steps p JOIN chosen_sessions c USING (session_id)
        WHERE p.path IN (SELECT path FROM kept_places)
        GROUP BY ALL
        ORDER BY times DESC, p.path, p.from_path, p.to_path
        LIMIT %d)
      ORDER BY path, from_path NULLS FIRST, to_path NULLS FIRST
      """;

  private SelectDecisions() {}

  static DecisionRows run(DuckDBConnection connection, DecisionQuery query) throws SQLException {
    ChosenSessions.fill(connection, query.filter());
    try (Statement statement = connection.createStatement()) {
      long sessions;
      long pending;
      long paths;
      try (ResultSet result = statement.executeQuery(COUNTS)) {
        Row row = new Row(result);
        row.next();
        sessions = row.number("sessions");
        pending = row.number("pending");
        paths = row.number("paths");
      }
      statement.execute(KEPT.formatted(query.limit()));
      List<PlaceMeasures> places = places(statement, query.samples());
      return new DecisionRows(
          sessions, pending, places, Math.max(0, paths - query.limit()), steps(statement));
    }
  }

  private static List<PlaceMeasures> places(Statement statement, int samples) throws SQLException {
    String sql =
        samples == 0
            ? PLACES.formatted("", "NULL", "")
            : PLACES.formatted(
                SAMPLES.formatted(samples), "s.costs", " LEFT JOIN sample s USING (path)");
    List<PlaceMeasures> places = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(sql)) {
      Row row = new Row(result);
      while (row.next()) {
        places.add(place(row));
      }
    }
    return places;
  }

  private static PlaceMeasures place(Row row) throws SQLException {
    String kind = row.textOrNull("kind");
    return new PlaceMeasures(
        row.text("path"),
        kind == null ? null : OperationKind.valueOf(kind),
        row.number("sessions"),
        row.number("succeeded"),
        row.number("visits"),
        row.number("failed"),
        row.number("recovered"),
        row.number("failed_sessions"),
        row.numberOrNull("p50_nanos"),
        row.numberOrNull("p95_nanos"),
        row.numberOrNull("total_nanos"),
        row.number("critical_nanos"),
        usage(row, "self_"),
        usage(row, ""),
        row.number("llm_calls"),
        row.number("tool_calls"),
        row.number("unpriced_calls"),
        row.number("estimated_calls"),
        new SpanExample(
            row.text("slowest_session"),
            new SpanKey(row.traceId("slowest_trace"), row.spanId("slowest_span"))),
        dearest(row),
        row.reals("costs"));
  }

  private static @Nullable SpanExample dearest(Row row) throws SQLException {
    String session = row.textOrNull("dearest_session");
    return session == null
        ? null
        : new SpanExample(
            session, new SpanKey(row.traceId("dearest_trace"), row.spanId("dearest_span")));
  }

  static PlaceUsage usage(Row row, String prefix) throws SQLException {
    BigDecimal usd = row.decimalOrNull(prefix + "cost_usd");
    return new PlaceUsage(
        row.numberOrNull(prefix + "input_tokens"), row.numberOrNull(prefix + "output_tokens"), usd);
  }

  private static List<PlaceStep> steps(Statement statement) throws SQLException {
    List<PlaceStep> steps = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(STEPS.formatted(MOST_STEPS))) {
      Row row = new Row(result);
      while (row.next()) {
        steps.add(
            new PlaceStep(
                row.text("path"),
                row.textOrNull("from_path"),
                row.textOrNull("to_path"),
                row.number("times"),
                row.number("sessions")));
      }
    }
    return steps;
  }
}
