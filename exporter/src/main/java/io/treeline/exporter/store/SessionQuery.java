package io.treeline.exporter.store;

import org.jspecify.annotations.Nullable;

/**
 * Which sessions, in which order.
 *
 * @param filter which
 * @param order what to sort by
 * @param descending direction
 * @param limit most rows of one page, 1 to 1000
 * @param after position after which the page starts; null for the first page
 */
public record SessionQuery(
    SessionFilter filter, Order order, boolean descending, int limit, @Nullable Position after) {

  /** What sessions can be sorted by. Unknown values sort last in either direction. */
  public enum Order {
    START_TIME,
    END_TIME,
    DURATION,
    COST,
    SPANS,
    ERRORS,
    TOKENS,
    /** Errors made good, as the kept analysis counted them; unknown until there is one. */
    RECOVERED,
    /** Loops, as the kept analysis counted them. */
    LOOPS,
    /** How often people took part, as the kept analysis counted it. */
    HUMAN_STEPS
  }

  /**
   * Where the last page ended.
   *
   * @param sortValue the last row's value of the order, as the engine wrote it; null when that
   *     value was unknown
   * @param sessionId the last row's session
   */
  public record Position(@Nullable String sortValue, String sessionId) {}

  public SessionQuery {
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit must be 1 to 1000: was " + limit);
    }
  }

  /** The newest sessions. */
  public static SessionQuery newest(int limit) {
    return new SessionQuery(SessionFilter.ALL, Order.START_TIME, true, limit, null);
  }
}
