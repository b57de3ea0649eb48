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

  /** The first of the errors that one span made good: what that took counts with it alone. */
  static final String FIRST_ERRORS =
      """
      first_error AS (
        SELECT session_id, arg.trace_id AS trace_id, arg.span_id AS span_id
        FROM (
          SELECT session_id, first(struct_pack(trace_id := trace_id, span_id := span_id)
            ORDER BY attempts DESC, recovery_nanos DESC, trace_id, span_id) AS arg
          FROM counted
          WHERE judged AND outcome = 'RECOVERED'
          GROUP BY session_id, recovered_by_trace_id, recovered_by_span_id
        )
      )\
      """;

  /** Numbers over {@code placed_group}. */
  static final String OF_SPANS =
      """
      count(*) FILTER (judged) AS judged_errors,
        count(*) FILTER (judged AND outcome = 'RECOVERED') AS recovered_errors,
        count(*) FILTER (judged AND outcome = 'ABANDONED') AS abandoned_errors,
        count(*) FILTER (judged AND outcome = 'ERROR') AS ended_errors,
        count(*) FILTER (not_found) AS not_found_spans,
        list_transform(map_entries(histogram(next_step) FILTER (judged AND next_step IS NOT NULL)),
          lambda step: step.key || ':' || step.value) AS next_steps,
        count(*) FILTER (first_error) AS recoveries,
        coalesce(sum(attempts) FILTER (first_error), 0)::BIGINT AS recovery_attempts,
        TRY_CAST(coalesce(sum(recovery_nanos) FILTER (first_error), 0) AS BIGINT) AS recovery_nanos,
        TRY_CAST(sum(recovery_input_tokens) FILTER (first_error) AS BIGINT) AS recovery_input_tokens,
        TRY_CAST(sum(recovery_output_tokens) FILTER (first_error) AS BIGINT)
          AS recovery_output_tokens,
        sum(recovery_cost_usd) FILTER (first_error) AS recovery_cost_usd,
        count(*) FILTER (redundant) AS redundant_calls,
        TRY_CAST(coalesce(sum(duration_nanos) FILTER (redundant), 0) AS BIGINT) AS redundant_nanos\
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

  static RecoveryMeasures recovery(Row row) throws SQLException {
    long errors = row.number("judged_errors");
    long recovered = row.number("recovered_errors");
    long abandoned = row.number("abandoned_errors");
    long failed = row.number("ended_errors");
    return new RecoveryMeasures(
        errors,
        recovered,
        abandoned,
        failed,
        errors - recovered - abandoned - failed,
        row.number("not_found_spans"),
        row.counts("next_steps"),
        row.number("recovery_attempts"),
        new Spent(
            row.number("recoveries"),
            row.number("recovery_nanos"),
            row.numberOrNull("recovery_input_tokens"),
            row.numberOrNull("recovery_output_tokens"),
            row.decimalOrNull("recovery_cost_usd")),
        row.number("redundant_calls"),
        row.number("redundant_nanos"));
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
