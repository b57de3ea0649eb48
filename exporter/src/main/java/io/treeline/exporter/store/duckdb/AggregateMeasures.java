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

  // TRY_CAST: one sender's absurd numbers must not make the whole answer unreadable. No FILTER: the
  // engine copies the rows of each one. Of no rows count_if is null.
  private static final String MEASURES =
      """
      count(*) AS spans,
        coalesce(count_if(operation = 'LLM'), 0) AS llm_calls,
        coalesce(count_if(tool_call), 0) AS tool_calls,
        coalesce(count_if(error_here), 0) AS errors, coalesce(count_if(failed), 0) AS failed_spans,
        %s,
        %s,
        %s,
        %s,
        %s,
        %s,
        %s,
        sum(CASE WHEN owns_usage THEN cost_usd END) AS cost_usd,
        coalesce(count_if(owns_usage AND operation <> 'RERANKER' AND cost_usd IS NULL), 0) AS unpriced_calls,
        coalesce(count_if(owns_usage AND estimated), 0) AS estimated_calls\
      """
          .formatted(
              times(DURATIONS),
              times(FIRST_CHUNKS),
              tokens("input_tokens"),
              tokens("output_tokens"),
              tokens("cache_read_tokens"),
              tokens("cache_write_tokens"),
              tokens("reasoning_tokens"));

  private static final String SQL =
      """
      , ranked_group AS MATERIALIZED (
        SELECT key, row_number() OVER (ORDER BY %1$s NULLS LAST, key ASC) - 1 AS rank
        FROM counted WHERE key IS NOT NULL GROUP BY key
      ),
      placed_group AS NOT MATERIALIZED (%2$s),
      measured AS (
        SELECT CASE WHEN grouping(place) = 1 THEN -3 ELSE place END AS place,
          %3$s AS whole, %4$s AS bucket,
          %5$s
        FROM placed_group
        GROUP BY GROUPING SETS (%6$s)
        HAVING grouping(place) = 1 OR place IS NOT NULL
      ),
      %7$s,
      %8$s
      SELECT m.*, f.*, j.*, r.key,
        greatest(0, (SELECT count(*) FROM ranked_group) - %9$d) AS groups
      FROM measured m
      LEFT JOIN found f ON f.found_place = m.place
        AND f.found_whole = m.whole AND f.found_bucket IS NOT DISTINCT FROM m.bucket
      LEFT JOIN judged j ON j.judged_place = m.place
        AND j.judged_whole = m.whole AND j.judged_bucket IS NOT DISTINCT FROM m.bucket
      LEFT JOIN ranked_group r ON r.rank = m.place
      """;

  private AggregateMeasures() {}

  /** To be put after {@link AggregateSpans}. */
  static String sql(AggregateQuery query) {
    String direction = query.descending() ? "DESC" : "ASC";
    boolean series = query.interval() != null;
    String sets = series ? "(), (bucket), (place), (place, bucket)" : "(), (place)";
    String whole = series ? "grouping(bucket) = 1" : "true";
    String bucket = series ? "bucket" : "NULL::BIGINT";
    return SQL.formatted(
        sort(query.sort()) + " " + direction,
        placed(query),
        whole,
        bucket,
        MEASURES,
        sets,
        OutcomeMeasures.found(query.group() != Group.NONE, series),
        OutcomeMeasures.judged(whole, bucket, sets),
        query.limit());
  }

  /** Without a group all spans are one set, the total. */
  private static String placed(AggregateQuery query) {
    return query.group() == Group.NONE
        ? "SELECT *, NULL::BIGINT AS place FROM counted"
        : """
        SELECT n.*, CASE WHEN n.key IS NULL THEN -2 WHEN r.rank < %d THEN r.rank ELSE -1 END AS place
        FROM counted n LEFT JOIN ranked_group r ON r.key = n.key\
        """
            .formatted(query.limit());
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

  private static String tokens(String column) {
    return "TRY_CAST(sum(CASE WHEN owns_usage THEN %1$s END) AS BIGINT) AS %1$s".formatted(column);
  }

  private static String times(String column) {
    return """
    count(%1$s) AS %1$s_count, sum(%1$s) AS %1$s_sum,
        quantile_disc(%1$s, [0.5, 0.95, 0.99]) AS %1$s_quantiles\
    """
        .formatted(column);
  }

  /** How long spans took. */
  static Measures.Times durations(Row row) throws SQLException {
    return times(row, DURATIONS);
  }

  private static Measures.Times times(Row row, String column) throws SQLException {
    long count = row.number(column + "_count");
    if (count == 0) {
      return Measures.Times.NONE;
    }
    BigDecimal sum = row.decimalOrNull(column + "_sum");
    String quantiles = column + "_quantiles";
    long[] of = Row.present(quantiles, row.numbersOrNull(quantiles));
    return new Measures.Times(mean(sum, count), of[0], of[1], of[2]);
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
