package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.Measures;
import io.treeline.exporter.model.RecoveryMeasures;
import io.treeline.exporter.model.SessionFindings;
import io.treeline.exporter.model.Spent;
import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.store.AggregateQuery.Sort;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers over {@code counted}, and how they are read. */
final class AggregateMeasures {

  private static final String DURATIONS = "duration_nanos";
  private static final String FIRST_CHUNKS = "time_to_first_chunk_nanos";

  /** Of spans; {@code first_error} tells those apart that one span made good together. */
  static final String OF_SPANS =
      """
      toInt64(count()) AS n_spans, toInt64(countIf(operation = 'LLM')) AS n_llm_calls,
        toInt64(countIf(tool_call)) AS n_tool_calls, toInt64(countIf(error_here)) AS n_errors,
        toInt64(countIf(failed)) AS n_failed,
        %s,
        %s,
        %s, %s, %s, %s, %s,
        if(countIf(owns_usage AND cost_usd IS NOT NULL) = 0, NULL, sumIf(cost_usd, owns_usage))
          AS n_cost,
        toInt64(countIf(owns_usage AND operation <> 'RERANKER' AND cost_usd IS NULL)) AS n_unpriced,
        toInt64(countIf(owns_usage AND estimated)) AS n_estimated,
        toInt64(countIf(judged)) AS n_judged,
        toInt64(countIf(judged AND outcome = 'RECOVERED')) AS n_recovered,
        toInt64(countIf(judged AND outcome = 'ABANDONED')) AS n_abandoned,
        toInt64(countIf(judged AND outcome = 'ERROR')) AS n_ended,
        toInt64(countIf(not_found)) AS n_not_found,
        groupUniqArrayIf(next_step, judged) AS steps,
        arrayMap(s -> toString(countEqual(groupArrayIf(next_step, judged), s)), steps)
          AS step_counts,
        toInt64(countIf(first_error)) AS n_recoveries,
        toInt64(ifNull(sumIf(attempts, first_error), 0)) AS n_attempts,
        ifNull(%s, 0) AS n_recovery_nanos, %s, %s,
        if(countIf(first_error AND recovery_cost_usd IS NOT NULL) = 0, NULL,
          sumIf(recovery_cost_usd, first_error)) AS n_recovery_cost,
        toInt64(countIf(redundant)) AS n_redundant,
        ifNull(%s, 0) AS n_redundant_nanos\
      """
          .formatted(
              times(DURATIONS),
              times(FIRST_CHUNKS),
              sum("input_tokens", "owns_usage", "n_input"),
              sum("output_tokens", "owns_usage", "n_output"),
              sum("cache_read_tokens", "owns_usage", "n_cache_read"),
              sum("cache_write_tokens", "owns_usage", "n_cache_write"),
              sum("reasoning_tokens", "owns_usage", "n_reasoning"),
              narrow("sumIf(recovery_nanos, first_error)"),
              sum("recovery_input_tokens", "first_error", "n_recovery_input"),
              sum("recovery_output_tokens", "first_error", "n_recovery_output"),
              narrow("sumIf(duration_nanos, redundant)"));

  /** Of the sessions {@code o} that the spans are of, each once. */
  static final String OF_SESSIONS =
      """
      toInt64(count()) AS n_sessions, toInt64(countIf(o.of_session IS NOT NULL)) AS n_analyzed,
        toInt64(countIf(ifNull(o.human_free, false))) AS n_human_free,
        toInt64(ifNull(sum(o.interventions), 0)) AS n_interventions,
        toInt64(ifNull(sum(o.approved), 0)) AS n_approved,
        toInt64(ifNull(sum(o.rejected), 0)) AS n_rejected,
        toInt64(ifNull(sum(o.handoffs), 0)) AS n_handoffs,
        toInt64(ifNull(sum(o.limits_reached), 0)) AS n_limits,
        toInt64(countIf(ifNull(o.limits_reached, 0) > 0)) AS n_at_limit,
        toInt64(countIf(ifNull(o.loops, 0) > 0)) AS n_looping,
        toInt64(ifNull(sum(o.loops), 0)) AS n_loops,
        toInt64(ifNull(sum(o.wasted_calls), 0)) AS n_wasted_calls,
        ifNull(%s, 0) AS n_wasted_nanos, %s AS n_wasted_input, %s AS n_wasted_output,
        if(countIf(o.wasted_cost_usd IS NOT NULL) = 0, NULL, sum(o.wasted_cost_usd))
          AS n_wasted_cost,
        toInt64(ifNull(sum(o.unknown_calls), 0)) AS n_unknown,
        ifNull(%s, 0) AS n_working, ifNull(%s, 0) AS n_waiting\
      """
          .formatted(
              narrow("sum(toInt128(o.wasted_nanos))"),
              narrow("sum(toInt128(o.wasted_input_tokens))"),
              narrow("sum(toInt128(o.wasted_output_tokens))"),
              narrow("sum(toInt128(o.working_nanos))"),
              narrow("sum(toInt128(o.waiting_nanos))"));

  private AggregateMeasures() {}

  static Measures of(Row row, long sessions, SessionFindings findings) {
    return new Measures(
        sessions,
        row.number("n_spans"),
        row.number("n_llm_calls"),
        row.number("n_tool_calls"),
        row.number("n_errors"),
        row.number("n_failed"),
        times(row, DURATIONS),
        times(row, FIRST_CHUNKS),
        new TokenUsage(
            row.numberOrNull("n_input"),
            row.numberOrNull("n_output"),
            row.numberOrNull("n_cache_read"),
            row.numberOrNull("n_cache_write"),
            row.numberOrNull("n_reasoning")),
        row.decimalOrNull("n_cost"),
        row.number("n_unpriced"),
        row.number("n_estimated"),
        recovery(row),
        findings);
  }

  private static RecoveryMeasures recovery(Row row) {
    long errors = row.number("n_judged");
    long recovered = row.number("n_recovered");
    long abandoned = row.number("n_abandoned");
    long ended = row.number("n_ended");
    List<String> steps = row.texts("steps");
    List<String> counts = row.texts("step_counts");
    Map<String, Long> next = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      next.put(steps.get(i), Long.valueOf(counts.get(i)));
    }
    return new RecoveryMeasures(
        errors,
        recovered,
        abandoned,
        ended,
        errors - recovered - abandoned - ended,
        row.number("n_not_found"),
        next,
        row.number("n_attempts"),
        new Spent(
            row.number("n_recoveries"),
            row.number("n_recovery_nanos"),
            row.numberOrNull("n_recovery_input"),
            row.numberOrNull("n_recovery_output"),
            row.decimalOrNull("n_recovery_cost")),
        row.number("n_redundant"),
        row.number("n_redundant_nanos"));
  }

  static SessionFindings findings(Row row) {
    return new SessionFindings(
        row.number("n_analyzed"),
        row.number("n_human_free"),
        row.number("n_interventions"),
        row.number("n_approved"),
        row.number("n_rejected"),
        row.number("n_handoffs"),
        row.number("n_limits"),
        row.number("n_at_limit"),
        row.number("n_looping"),
        row.number("n_loops"),
        new Spent(
            row.number("n_wasted_calls"),
            row.number("n_wasted_nanos"),
            row.numberOrNull("n_wasted_input"),
            row.numberOrNull("n_wasted_output"),
            row.decimalOrNull("n_wasted_cost")),
        row.number("n_unknown"),
        row.number("n_working"),
        row.number("n_waiting"));
  }

  /** What groups are sorted by. */
  static String sort(Sort sort) {
    return switch (sort) {
      case KEY -> "key";
      case SESSIONS -> "uniqExact(session)";
      case SPANS -> "count()";
      case LLM_CALLS -> "countIf(operation = 'LLM')";
      case TOOL_CALLS -> "countIf(tool_call)";
      case ERRORS -> "countIf(error_here)";
      case FAILED -> "countIf(failed)";
      case ERROR_RATE -> "countIf(failed) / count()";
      case RECOVERED -> "countIf(judged AND outcome = 'RECOVERED')";
      case ABANDONED -> "countIf(judged AND outcome = 'ABANDONED')";
      case REDUNDANT_CALLS -> "countIf(redundant)";
      case COST ->
          "if(countIf(owns_usage AND cost_usd IS NOT NULL) = 0, NULL, sumIf(cost_usd, owns_usage))";
      case TOKENS -> {
        String input = orNull("input_tokens", "owns_usage");
        String output = orNull("output_tokens", "owns_usage");
        yield "coalesce(%1$s + %2$s, %1$s, %2$s)".formatted(input, output);
      }
      case MEAN_DURATION -> "avg(duration_nanos)";
      case P95_DURATION -> disc(DURATIONS, "0.95");
    };
  }

  private static String times(String column) {
    return """
    toInt64(count(%1$s)) AS %1$s_count, toString(sum(%1$s)) AS %1$s_sum,
        %2$s AS %1$s_p50, %3$s AS %1$s_p95, %4$s AS %1$s_p99\
    """
        .formatted(
            column,
            narrow(disc(column, "0.5")),
            narrow(disc(column, "0.95")),
            narrow(disc(column, "0.99")));
  }

  /** A value that occurs, the smallest that this share of all is not above; null of none. */
  private static String disc(String column, String share) {
    return "arrayElementOrNull(arraySort(groupArray(%1$s)), toInt64(greatest(1, count(%1$s) - floor(count(%1$s) - %2$s * count(%1$s)))))"
        .formatted(column, share);
  }

  private static String sum(String column, String condition, String name) {
    return narrow(orNull(column, condition)) + " AS " + name;
  }

  private static String orNull(String column, String condition) {
    return "if(countIf(%2$s AND %1$s IS NOT NULL) = 0, NULL, sumIf(%1$s, %2$s))"
        .formatted(column, condition);
  }

  // One sender's absurd numbers must not make the whole answer unreadable.
  private static String narrow(String sum) {
    return "accurateCastOrNull(" + sum + ", 'Int64')";
  }

  private static Measures.Times times(Row row, String column) {
    long count = row.number(column + "_count");
    if (count == 0) {
      return Measures.Times.NONE;
    }
    return new Measures.Times(
        mean(row.textOrNull(column + "_sum"), count),
        row.numberOrNull(column + "_p50"),
        row.numberOrNull(column + "_p95"),
        row.numberOrNull(column + "_p99"));
  }

  private static @Nullable Long mean(@Nullable String sum, long count) {
    return sum == null
        ? null
        : (Long)
            new BigDecimal(sum)
                .divide(BigDecimal.valueOf(count), 0, RoundingMode.HALF_UP)
                .longValue();
  }
}
