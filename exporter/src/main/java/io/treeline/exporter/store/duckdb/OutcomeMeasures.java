package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.RecoveryMeasures;
import io.treeline.exporter.model.SessionFindings;
import io.treeline.exporter.model.Spent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the analysis of sessions found, put together by group. Part of {@link AggregateMeasures}.
 */
final class OutcomeMeasures {

  // Of the errors that one span made good the first counts what that took, and it alone. Few spans
  // are judged: they are put together apart from all others.
  private static final String JUDGED =
      """
      first_error AS (
        SELECT arg.trace_id AS trace_id, arg.span_id AS span_id, arg.attempts AS attempts,
          arg.nanos AS recovery_nanos, arg.input AS recovery_input_tokens,
          arg.output AS recovery_output_tokens, arg.usd AS recovery_cost_usd
        FROM (
          SELECT first(struct_pack(trace_id := n.trace_id, span_id := n.span_id,
              attempts := o.attempts, nanos := o.recovery_nanos,
              input := o.recovery_input_tokens, output := o.recovery_output_tokens,
              usd := o.recovery_cost_usd)
            ORDER BY o.attempts DESC, o.recovery_nanos DESC, n.trace_id, n.span_id) AS arg
          FROM counted n JOIN span_outcomes o ON o.session_id = n.session_id
            AND o.trace_id = n.trace_id AND o.span_id = n.span_id
          WHERE n.judged AND n.outcome = 'RECOVERED'
          GROUP BY n.session_id, o.recovered_by_trace_id, o.recovered_by_span_id
        )
      ),
      judged AS (
        SELECT CASE WHEN grouping(place) = 1 THEN -3 ELSE place END AS judged_place,
          %1$s AS judged_whole, %2$s AS judged_bucket,
          count_if(judged) AS judged_errors,
          count_if(judged AND outcome = 'RECOVERED') AS recovered_errors,
          count_if(judged AND outcome = 'ABANDONED') AS abandoned_errors,
          count_if(judged AND outcome = 'ERROR') AS ended_errors,
          count_if(not_found) AS not_found_spans,
          list_transform(map_entries(histogram(next_step)
            FILTER (judged AND next_step IS NOT NULL)),
            lambda step: step.key || ':' || step.value) AS next_steps,
          count(f.span_id) AS recoveries,
          coalesce(sum(f.attempts), 0)::BIGINT AS recovery_attempts,
          TRY_CAST(coalesce(sum(f.recovery_nanos), 0) AS BIGINT) AS recovery_nanos,
          TRY_CAST(sum(f.recovery_input_tokens) AS BIGINT) AS recovery_input_tokens,
          TRY_CAST(sum(f.recovery_output_tokens) AS BIGINT) AS recovery_output_tokens,
          sum(f.recovery_cost_usd) AS recovery_cost_usd,
          count_if(redundant) AS redundant_calls,
          TRY_CAST(coalesce(sum(duration_nanos) FILTER (redundant), 0) AS BIGINT)
            AS redundant_nanos
        FROM (SELECT * FROM placed_group WHERE judged OR not_found OR redundant) p
        LEFT JOIN first_error f ON f.trace_id = p.trace_id AND f.span_id = p.span_id
        GROUP BY GROUPING SETS (%3$s)
      )
      """;

  // A session counts once in each set, however many of its spans are there.
  private static final String FOUND =
      """
      SELECT %1$s AS found_place, %2$s AS found_whole, %3$s AS found_bucket,
        count(*) AS sessions, count(o.session_id) AS analyzed,
        count(*) FILTER (o.human_free) AS human_free,
        coalesce(sum(o.interventions), 0)::BIGINT AS interventions,
        coalesce(sum(o.approved), 0)::BIGINT AS approved,
        coalesce(sum(o.rejected), 0)::BIGINT AS rejected,
        coalesce(sum(o.handoffs), 0)::BIGINT AS handoffs,
        coalesce(sum(o.limits_reached), 0)::BIGINT AS limits_reached,
        count(*) FILTER (o.limits_reached > 0) AS at_limit,
        count(*) FILTER (o.loops > 0) AS looping,
        coalesce(sum(o.loops), 0)::BIGINT AS loops,
        coalesce(sum(o.wasted_calls), 0)::BIGINT AS wasted_calls,
        TRY_CAST(coalesce(sum(o.wasted_nanos), 0) AS BIGINT) AS wasted_nanos,
        TRY_CAST(sum(o.wasted_input_tokens) AS BIGINT) AS wasted_input_tokens,
        TRY_CAST(sum(o.wasted_output_tokens) AS BIGINT) AS wasted_output_tokens,
        sum(o.wasted_cost_usd) AS wasted_cost_usd,
        coalesce(sum(o.unknown_calls), 0)::BIGINT AS unknown_calls,
        TRY_CAST(coalesce(sum(o.working_nanos), 0) AS BIGINT) AS working_nanos,
        TRY_CAST(coalesce(sum(o.waiting_nanos), 0) AS BIGINT) AS waiting_nanos
      FROM (SELECT DISTINCT %4$s session_id FROM placed_group WHERE %5$s) k
      LEFT JOIN session_outcomes o ON o.session_id = k.session_id
      %6$s
      """;

  private OutcomeMeasures() {}

  /**
   * The table expression {@code found}: one row per set, with what its sessions were found to be.
   */
  static String found(boolean grouped, boolean series) {
    List<String> sets = new ArrayList<>();
    sets.add(FOUND.formatted("-3::BIGINT", "true", "NULL::BIGINT", "", "true", ""));
    if (grouped) {
      sets.add(
          FOUND.formatted(
              "place", "true", "NULL::BIGINT", "place,", "place IS NOT NULL", "GROUP BY place"));
    }
    if (series) {
      sets.add(
          FOUND.formatted("-3::BIGINT", "false", "bucket", "bucket,", "true", "GROUP BY bucket"));
    }
    if (grouped && series) {
      sets.add(
          FOUND.formatted(
              "place",
              "false",
              "bucket",
              "place, bucket,",
              "place IS NOT NULL",
              "GROUP BY place, bucket"));
    }
    return "found AS (\n" + String.join("UNION ALL\n", sets) + ")";
  }

  /**
   * The table expression {@code judged}: one row per set that has a span of which there is more to
   * say than that it worked.
   *
   * @param whole of a row: whether it is that of a whole set, not of a bucket
   * @param bucket of a row
   * @param sets what is put together
   */
  static String judged(String whole, String bucket, String sets) {
    return JUDGED.formatted(whole, bucket, sets);
  }

  static RecoveryMeasures recovery(Row row) throws SQLException {
    long errors = count(row, "judged_errors");
    long recovered = count(row, "recovered_errors");
    long abandoned = count(row, "abandoned_errors");
    long failed = count(row, "ended_errors");
    return new RecoveryMeasures(
        errors,
        recovered,
        abandoned,
        failed,
        errors - recovered - abandoned - failed,
        count(row, "not_found_spans"),
        row.counts("next_steps"),
        count(row, "recovery_attempts"),
        new Spent(
            count(row, "recoveries"),
            count(row, "recovery_nanos"),
            row.numberOrNull("recovery_input_tokens"),
            row.numberOrNull("recovery_output_tokens"),
            row.decimalOrNull("recovery_cost_usd")),
        count(row, "redundant_calls"),
        count(row, "redundant_nanos"));
  }

  /** None where no span of a set was judged. */
  private static long count(Row row, String column) throws SQLException {
    Long count = row.numberOrNull(column);
    return count == null ? 0 : count;
  }

  static SessionFindings findings(Row row) throws SQLException {
    return new SessionFindings(
        row.number("analyzed"),
        row.number("human_free"),
        row.number("interventions"),
        row.number("approved"),
        row.number("rejected"),
        row.number("handoffs"),
        row.number("limits_reached"),
        row.number("at_limit"),
        row.number("looping"),
        row.number("loops"),
        new Spent(
            row.number("wasted_calls"),
            row.number("wasted_nanos"),
            row.numberOrNull("wasted_input_tokens"),
            row.numberOrNull("wasted_output_tokens"),
            row.decimalOrNull("wasted_cost_usd")),
        row.number("unknown_calls"),
        row.number("working_nanos"),
        row.number("waiting_nanos"));
  }
}
