package io.treeline.exporter.query;

import org.jspecify.annotations.Nullable;

/**
 * Which numbers, as people and programs write it; not checked yet. Null is "not asked for".
 *
 * @param filter which sessions, and with {@code scope=span} which of their spans
 * @param groupBy {@code none}, {@code session}, {@code name}, {@code status}, {@code path}, {@code
 *     service}, {@code operation}, {@code provider}, {@code model}, {@code tool}, {@code agent},
 *     {@code user}, {@code error}, {@code arguments}, {@code finishReason}, {@code inAgent}, {@code
 *     agentEdge} or {@code property:<name>}; null is {@code none}
 * @param interval {@code minute}, {@code 5m}, {@code 15m}, {@code hour}, {@code day} or {@code
 *     week}; null is no series
 * @param scope {@code span} or {@code session}; null is {@code span}
 * @param sort see {@link AggregateParser#SORTS}; a leading {@code -} is descending; null is {@code
 *     -spans}
 * @param limit 1 to 1000 groups; null is 50, with an interval 10
 * @param measures words of {@link io.treeline.exporter.store.Measure} with commas; null is all
 */
public record AggregateRequest(
    FilterRequest filter,
    @Nullable String groupBy,
    @Nullable String interval,
    @Nullable String scope,
    @Nullable String sort,
    @Nullable String limit,
    @Nullable String measures) {

  /** All measures. */
  public AggregateRequest(
      FilterRequest filter,
      @Nullable String groupBy,
      @Nullable String interval,
      @Nullable String scope,
      @Nullable String sort,
      @Nullable String limit) {
    this(filter, groupBy, interval, scope, sort, limit, null);
  }
}
