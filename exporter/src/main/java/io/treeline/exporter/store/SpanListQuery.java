package io.treeline.exporter.store;

import org.jspecify.annotations.Nullable;

/**
 * The spans behind a number of an aggregate.
 *
 * @param of filter, scope and group of the aggregate; its interval, sort and limit are not looked
 *     at
 * @param key the group whose spans are wanted; null for those of all groups and of none
 * @param only which of them
 * @param sort the largest, longest or latest first; ties by trace id and span id
 * @param limit most spans, 1 to 200
 */
public record SpanListQuery(
    AggregateQuery of, @Nullable String key, Only only, Sort sort, int limit) {

  /** Which of the spans. */
  public enum Only {
    ALL,
    /** In error. */
    FAILED,
    /** In error, and made good. */
    RECOVERED,
    /** In error, and the work went on without it. */
    ABANDONED,
    /** Calls of loops that brought nothing new. */
    REDUNDANT,
    /** Calls whose price is not known. */
    UNPRICED
  }

  /** What comes first. */
  public enum Sort {
    START,
    DURATION,
    COST
  }

  public SpanListQuery {
    if (limit < 1 || limit > 200) {
      throw new IllegalArgumentException("limit must be 1 to 200: was " + limit);
    }
  }
}
