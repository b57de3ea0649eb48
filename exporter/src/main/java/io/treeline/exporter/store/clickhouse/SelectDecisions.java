package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.PlaceMeasures;
import io.treeline.exporter.model.PlaceStep;
import io.treeline.exporter.model.PlaceUsage;
import io.treeline.exporter.model.SpanExample;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.DecisionQuery;
import io.treeline.exporter.store.DecisionRows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts together what many sessions did where. */
final class SelectDecisions {

  private static final int MOST_STEPS = 20_000;

  private static final String COUNTS =
      """
      SELECT toInt64(count()) AS sessions, toInt64(countIf(pending)) AS pending,
        toInt64((SELECT uniqExact(path) FROM place)) AS paths
      FROM chosen
      """;

  // Of several kinds the one that most sessions say, the first by name of as many.
  private static final String KEPT =
      """
      SELECT path, toInt64(count()) AS n_sessions, toInt64(countIf(succeeded)) AS n_succeeded,
        nullIf(arraySort(k -> (-toInt64(k.2), k.1), arrayZip(mapKeys(kinds), mapValues(kinds)))[1].1, '')
          AS n_kind,
        sumMapIf(map(toString(assumeNotNull(kind)), toUInt64(1)), kind IS NOT NULL) AS kinds,
        toInt64(sum(visits)) AS n_visits, toInt64(sum(failed)) AS n_failed,
        toInt64(sum(recovered)) AS n_recovered,
        toInt64(countIf(failed > 0)) AS n_failed_sessions,
        arraySort(groupArrayArray(visit_nanos)) AS all_nanos,
        %1$s AS total_nanos, %2$s AS p50_nanos, %3$s AS p95_nanos,
        %4$s AS n_critical_nanos,
        %5$s, %6$s, %7$s AS n_self_cost_usd, %8$s, %9$s, %10$s AS n_cost_usd,
        toInt64(sum(llm_calls)) AS n_llm_calls, toInt64(sum(tool_calls)) AS n_tool_calls,
        toInt64(sum(unpriced_calls)) AS n_unpriced_calls,
        toInt64(sum(estimated_calls)) AS n_estimated_calls,
        max((if(empty(visit_nanos), toInt64(-1), arrayMax(visit_nanos)), session_id,
          longest_trace_id, longest_span_id)) AS slowest,
        slowest.2 AS slowest_session, lower(hex(slowest.3)) AS slowest_trace,
        lower(hex(slowest.4)) AS slowest_span,
        maxIf((assumeNotNull(cost_usd), session_id, longest_trace_id, longest_span_id),
          cost_usd IS NOT NULL) AS dearest,
        countIf(cost_usd IS NOT NULL) > 0 AS is_priced,
        dearest.2 AS dearest_session, lower(hex(dearest.3)) AS dearest_trace,
        lower(hex(dearest.4)) AS dearest_span,
        arrayMap(c -> c.2, %11$s) AS costs
      FROM place
      GROUP BY path
      ORDER BY count() DESC, path
      LIMIT %12$d
      """;

  private static final String SAMPLES =
      """
      arraySlice(arraySort(groupArrayIf(
        (MD5(session_id), toFloat64(assumeNotNull(cost_usd))), cost_usd IS NOT NULL)), 1, %d)\
      """;
  private static final String NO_SAMPLES = "[(toFixedString('', 16), toFloat64(0))]";

  private static final String STEPS =
      """
      SELECT path, from_path, to_path, times_of, of_sessions FROM (
        SELECT path, from_path, to_path, toInt64(sum(times)) AS times_of,
          toInt64(count()) AS of_sessions
        FROM step
        WHERE path IN %s
        GROUP BY path, from_path, to_path
        ORDER BY times_of DESC, path, from_path, to_path
        LIMIT %d)
      ORDER BY path, from_path NULLS FIRST, to_path NULLS FIRST
      """;

  private final Engine engine;
  private final String chosen;

  /**
   * @param chosen of {@link ChosenSessions}
   */
  SelectDecisions(Engine engine, String chosen) {
    this.engine = engine;
    this.chosen = chosen;
  }

  DecisionRows run(DecisionQuery query) {
    long[] counts =
        engine.read(
            chosen + COUNTS,
            row -> {
              row.next();
              return new long[] {
                row.number("sessions"), row.number("pending"), row.number("paths")
              };
            });
    List<PlaceMeasures> places = places(query);
    return new DecisionRows(
        counts[0],
        counts[1],
        places,
        Math.max(0, counts[2] - query.limit()),
        steps(places.stream().map(PlaceMeasures::path).toList()));
  }

  private List<PlaceMeasures> places(DecisionQuery query) {
    String sql =
        KEPT.formatted(
            narrow("if(empty(all_nanos), NULL, arraySum(n -> toInt128(n), all_nanos))"),
            disc("0.5"),
            disc("0.95"),
            narrow("sum(toInt128(critical_nanos))"),
            sum("self_input_tokens"),
            sum("self_output_tokens"),
            orNull("self_cost_usd"),
            sum("input_tokens"),
            sum("output_tokens"),
            orNull("cost_usd"),
            query.samples() == 0 ? NO_SAMPLES : SAMPLES.formatted(query.samples()),
            query.limit());
    return engine.read(
        chosen + "SELECT * FROM (\n" + sql + ") ORDER BY path",
        row -> {
          List<PlaceMeasures> places = new ArrayList<>();
          while (row.next()) {
            places.add(place(row, query.samples() > 0));
          }
          return places;
        });
  }

  private static PlaceMeasures place(Row row, boolean sampled) {
    String kind = row.textOrNull("n_kind");
    return new PlaceMeasures(
        row.text("path"),
        kind == null ? null : OperationKind.valueOf(kind),
        row.number("n_sessions"),
        row.number("n_succeeded"),
        row.number("n_visits"),
        row.number("n_failed"),
        row.number("n_recovered"),
        row.number("n_failed_sessions"),
        row.numberOrNull("p50_nanos"),
        row.numberOrNull("p95_nanos"),
        row.numberOrNull("total_nanos"),
        row.number("n_critical_nanos"),
        usage(row, "n_self_"),
        usage(row, "n_"),
        row.number("n_llm_calls"),
        row.number("n_tool_calls"),
        row.number("n_unpriced_calls"),
        row.number("n_estimated_calls"),
        example(row, "slowest"),
        row.isTrue("is_priced") ? example(row, "dearest") : null,
        sampled ? row.reals("costs") : List.of());
  }

  private static SpanExample example(Row row, String of) {
    return new SpanExample(
        row.text(of + "_session"), new SpanKey(row.text(of + "_trace"), row.text(of + "_span")));
  }

  static PlaceUsage usage(Row row, String prefix) {
    return new PlaceUsage(
        row.numberOrNull(prefix + "input_tokens"),
        row.numberOrNull(prefix + "output_tokens"),
        row.decimalOrNull(prefix + "cost_usd"));
  }

  private List<PlaceStep> steps(List<String> paths) {
    return engine.read(
        chosen + STEPS.formatted(Sql.texts(paths), MOST_STEPS),
        row -> {
          List<PlaceStep> steps = new ArrayList<>();
          while (row.next()) {
            @Nullable String from = row.textOrNull("from_path");
            steps.add(
                new PlaceStep(
                    row.text("path"),
                    from,
                    row.textOrNull("to_path"),
                    row.number("times_of"),
                    row.number("of_sessions")));
          }
          return steps;
        });
  }

  /** A value that occurs, the smallest that this share of all is not above; null of none. */
  private static String disc(String share) {
    return "arrayElementOrNull(all_nanos, toInt64(greatest(1, length(all_nanos) - floor(length(all_nanos) - %s * length(all_nanos)))))"
        .formatted(share);
  }

  private static String sum(String column) {
    return narrow(orNull("toInt128(" + column + ")")) + " AS n_" + column;
  }

  static String orNull(String expression) {
    return "if(count(%1$s) = 0, NULL, sum(%1$s))".formatted(expression);
  }

  // One sender's absurd numbers must not make the whole answer unreadable.
  static String narrow(String sum) {
    return "accurateCastOrNull(" + sum + ", 'Int64')";
  }
}
