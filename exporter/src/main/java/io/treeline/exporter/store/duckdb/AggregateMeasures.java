package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Measures;
import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.store.AggregateQuery;
import io.treeline.exporter.store.AggregateQuery.Group;
import io.treeline.exporter.store.AggregateQuery.Sort;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The numbers over {@code counted}, and the statement that puts them together by group. */
final class AggregateMeasures {

  private static final String DURATIONS = "duration_nanos";
  private static final String FIRST_CHUNKS = "time_to_first_chunk_nanos";

  // TRY_CAST: one sender's absurd numbers must not make the whole answer unreadable.
  private static final String MEASURES =
      """
      count(*) AS spans,
        count(*) FILTER (operation = 'LLM') AS llm_calls,
        count(*) FILTER (tool_call) AS tool_calls,
        count(*) FILTER (error_here) AS errors, count(*) FILTER (failed) AS failed_spans,
        %s,
        %s,
        TRY_CAST(sum(input_tokens) FILTER (owns_usage) AS BIGINT) AS input_tokens,
        TRY_CAST(sum(output_tokens) FILTER (owns_usage) AS BIGINT) AS output_tokens,
        TRY_CAST(sum(cache_read_tokens) FILTER (owns_usage) AS BIGINT) AS cache_read_tokens,
        TRY_CAST(sum(cache_write_tokens) FILTER (owns_usage) AS BIGINT) AS cache_write_tokens,
        TRY_CAST(sum(reasoning_tokens) FILTER (owns_usage) AS BIGINT) AS reasoning_tokens,
        sum(cost_usd) FILTER (owns_usage) AS cost_usd,
        count(*) FILTER (operation IN ('LLM', 'EMBEDDING') AND cost_usd IS NULL) AS unpriced_calls,
        count(*) FILTER (owns_usage AND estimated) AS estimated_calls,
        %s\
      """
          .formatted(times(DURATIONS), times(FIRST_CHUNKS), OutcomeMeasures.OF_SPANS);

  private AggregateMeasures() {}

  /** To be put after {@link AggregateSpans}. */
  static String sql(AggregateQuery query) {
    String direction = query.descending() ? "DESC" : "ASC";
    String sets =
        query.interval() == null ? "(), (place)" : "(), (bucket), (place), (place, bucket)";
    // Without a group all spans are one set, the total.
    String keys = query.group() == Group.NONE ? "NULL::BIGINT" : place(query.limit());
    return """
    , ranked_group AS (
      SELECT key, row_number() OVER (ORDER BY %s %s NULLS LAST, key ASC) - 1 AS rank
      FROM counted WHERE key IS NOT NULL GROUP BY key
    ),
    %s,
    placed_group AS MATERIALIZED (
      SELECT n.*, %s AS place, f.span_id IS NOT NULL AS first_error
      FROM counted n LEFT JOIN ranked_group r ON r.key = n.key
      LEFT JOIN first_error f ON f.session_id = n.session_id AND f.trace_id = n.trace_id
        AND f.span_id = n.span_id
    ),
    measured AS (
      SELECT CASE WHEN grouping(place) = 1 THEN -3 ELSE place END AS place,
        %s AS whole, %s AS bucket,
        any_value(key) AS key, count(DISTINCT key) AS groups,
        %s
      FROM placed_group
      GROUP BY GROUPING SETS (%s)
      HAVING grouping(place) = 1 OR place IS NOT NULL
    ),
    %s
    SELECT * FROM measured m LEFT JOIN found f ON f.found_place = m.place
      AND f.found_whole = m.whole AND f.found_bucket IS NOT DISTINCT FROM m.bucket
    """
        .formatted(
            sort(query.sort()),
            direction,
            OutcomeMeasures.FIRST_ERRORS,
            keys,
            query.interval() == null ? "true" : "grouping(bucket) = 1",
            query.interval() == null ? "NULL::BIGINT" : "bucket",
            MEASURES,
            sets,
            OutcomeMeasures.found(query.group() != Group.NONE, query.interval() != null));
  }

  static Measures read(Row row) throws SQLException {
    return new Measures(
        row.number("sessions"),
        row.number("spans"),
        row.number("llm_calls"),
        row.number("tool_calls"),
        row.number("errors"),
        row.number("failed_spans"),
        times(row, DURATIONS),
        times(row, FIRST_CHUNKS),
        new TokenUsage(
            row.numberOrNull("input_tokens"),
            row.numberOrNull("output_tokens"),
            row.numberOrNull("cache_read_tokens"),
            row.numberOrNull("cache_write_tokens"),
            row.numberOrNull("reasoning_tokens")),
        row.decimalOrNull("cost_usd"),
        row.number("unpriced_calls"),
        row.number("estimated_calls"),
        OutcomeMeasures.recovery(row),
        OutcomeMeasures.findings(row));
  }

  private static String place(int limit) {
    return "CASE WHEN n.key IS NULL THEN -2 WHEN r.rank < %d THEN r.rank ELSE -1 END"
        .formatted(limit);
  }

  private static String times(String column) {
    return """
    count(%1$s) AS %1$s_count, sum(%1$s) AS %1$s_sum,
        quantile_disc(%1$s, 0.5) AS %1$s_p50, quantile_disc(%1$s, 0.95) AS %1$s_p95,
        quantile_disc(%1$s, 0.99) AS %1$s_p99\
    """
        .formatted(column);
  }

  private static Measures.Times times(Row row, String column) throws SQLException {
    long count = row.number(column + "_count");
    if (count == 0) {
      return Measures.Times.NONE;
    }
    BigDecimal sum = row.decimalOrNull(column + "_sum");
    return new Measures.Times(
        mean(sum, count),
        row.numberOrNull(column + "_p50"),
        row.numberOrNull(column + "_p95"),
        row.numberOrNull(column + "_p99"));
  }

  private static @Nullable Long mean(@Nullable BigDecimal sum, long count) {
    return sum == null
        ? null
        : sum.divide(BigDecimal.valueOf(count), 0, RoundingMode.HALF_UP).longValue();
  }

  private static String sort(Sort sort) {
    return switch (sort) {
      case KEY -> "key";
      case SESSIONS -> "count(DISTINCT session_id)";
      case SPANS -> "count(*)";
      case LLM_CALLS -> "count(*) FILTER (operation = 'LLM')";
      case TOOL_CALLS -> "count(*) FILTER (tool_call)";
      case ERRORS -> "count(*) FILTER (error_here)";
      case FAILED -> "count(*) FILTER (failed)";
      case ERROR_RATE -> "count(*) FILTER (failed) / count(*)";
      case RECOVERED -> "count(*) FILTER (judged AND outcome = 'RECOVERED')";
      case ABANDONED -> "count(*) FILTER (judged AND outcome = 'ABANDONED')";
      case REDUNDANT_CALLS -> "count(*) FILTER (redundant)";
      case COST -> "sum(cost_usd) FILTER (owns_usage)";
      case TOKENS ->
          "coalesce(sum(input_tokens) FILTER (owns_usage) + sum(output_tokens) FILTER (owns_usage),"
              + " sum(input_tokens) FILTER (owns_usage), sum(output_tokens) FILTER (owns_usage))";
      case MEAN_DURATION -> "avg(duration_nanos)";
      case P95_DURATION -> "quantile_disc(duration_nanos, 0.95)";
    };
  }
}
