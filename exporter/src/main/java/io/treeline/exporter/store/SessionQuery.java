package io.treeline.exporter.store;

import io.treeline.exporter.model.TimeRange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions, in which order.
 *
 * @param range sessions that overlap it; a session lasts from its first start to its last end, both
 *     included, a span without an end being an instant
 * @param name exact name as shown: the given one, else the derived one
 * @param userId exact user, of any span of the session
 * @param status outcome of the session
 * @param properties all must be present with exactly these values, on any span of the session
 * @param text must occur in the session id or the name as shown, without regard to case
 * @param order what to sort by
 * @param descending direction
 * @param limit most rows of one page, 1 to 1000
 * @param after position after which the page starts; null for the first page
 */
public record SessionQuery(
    TimeRange range,
    @Nullable String name,
    @Nullable String userId,
    @Nullable SessionStatus status,
    Map<String, String> properties,
    @Nullable String text,
    Order order,
    boolean descending,
    int limit,
    @Nullable Position after) {

  /** What sessions can be sorted by. Unknown values sort last in either direction. */
  public enum Order {
    START_TIME,
    END_TIME,
    DURATION,
    COST,
    SPANS,
    ERRORS,
    TOKENS
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
    properties = Map.copyOf(properties);
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit must be 1 to 1000: was " + limit);
    }
  }

  /** The newest sessions. */
  public static SessionQuery newest(int limit) {
    return new SessionQuery(
        TimeRange.ALL, null, null, null, Map.of(), null, Order.START_TIME, true, limit, null);
  }
}
