package io.treeline.exporter.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions, as people and programs write it; not checked yet. Null is "not asked for".
 *
 * @param filter which sessions
 * @param sort see {@link #SORTS}; a leading {@code -} is descending; null is {@code -startTime}
 * @param limit 1 to 1000; null is 50
 * @param cursor where the page before ended; the other values must be the same as for that page
 */
public record SessionListRequest(
    FilterRequest filter, @Nullable String sort, @Nullable String limit, @Nullable String cursor) {

  /** What sessions can be sorted by. */
  public static final List<String> SORTS =
      List.of(
          "startTime",
          "endTime",
          "duration",
          "cost",
          "spans",
          "errors",
          "tokens",
          "recovered",
          "loops",
          "humanSteps");

  /** The newest 50 sessions. */
  public static final SessionListRequest NEWEST =
      new SessionListRequest(FilterRequest.ALL, null, null, null);
}
