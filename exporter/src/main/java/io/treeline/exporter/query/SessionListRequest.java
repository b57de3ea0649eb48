package io.treeline.exporter.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions, as people and programs write it; not checked yet. Null is "not asked for".
 *
 * @param from ISO-8601 time; only sessions that overlap {@code from} to {@code to}
 * @param to ISO-8601 time, exclusive
 * @param name exact session name
 * @param user exact user id, of any span
 * @param status {@code ok}, {@code recovered} or {@code error}
 * @param properties {@code key=value}, all must match
 * @param text in session id or name, without regard to case
 * @param sort see {@link #SORTS}; a leading {@code -} is descending; null is {@code -startTime}
 * @param limit 1 to 1000; null is 50
 * @param cursor where the page before ended; the other values must be the same as for that page
 */
public record SessionListRequest(
    @Nullable String from,
    @Nullable String to,
    @Nullable String name,
    @Nullable String user,
    @Nullable String status,
    List<String> properties,
    @Nullable String text,
    @Nullable String sort,
    @Nullable String limit,
    @Nullable String cursor) {

  /** What sessions can be sorted by. */
  public static final List<String> SORTS =
      List.of("startTime", "endTime", "duration", "cost", "spans", "errors", "tokens");

  public SessionListRequest {
    properties = List.copyOf(properties);
  }

  /** The newest 50 sessions. */
  public static final SessionListRequest NEWEST =
      new SessionListRequest(null, null, null, null, null, List.of(), null, null, null, null);
}
