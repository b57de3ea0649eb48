package io.treeline.exporter.store;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.TimeRange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions: one language for lists, aggregates, searches and exports. Null is "not asked
 * for". Conditions on spans hold when any span of the session meets them, each on its own.
 *
 * @param range sessions that overlap it; a session lasts from its first start to its last end, both
 *     included, a span without an end being an instant
 * @param name exact name as shown: the given one, else the derived one
 * @param userId exact user, of any span of the session
 * @param status outcome of the session
 * @param properties all must be present with exactly these values, on any span of the session
 * @param text must occur in the session id or the name as shown, without regard to case
 * @param service exact service of any span
 * @param provider exact provider of any span
 * @param model exact model, the one that answered or else the one asked for, of any span whose kind
 *     owns usage
 * @param tool exact tool name of any span
 * @param agent exact agent name of any span
 * @param operation kind of any span
 * @param costUsd the session's cost; one whose cost is unknown lies in no range
 * @param durationNanos the session's time from first start to last end; unknown lies in no range
 * @param errors the session's errors
 * @param content what the content of one span of the session must hold
 * @param path a place that the session went through, there or below, as of when it was last
 *     analysed
 */
public record SessionFilter(
    TimeRange range,
    @Nullable String name,
    @Nullable String userId,
    @Nullable SessionStatus status,
    Map<String, String> properties,
    @Nullable String text,
    @Nullable String service,
    @Nullable String provider,
    @Nullable String model,
    @Nullable String tool,
    @Nullable String agent,
    @Nullable OperationKind operation,
    NumberRange costUsd,
    NumberRange durationNanos,
    NumberRange errors,
    @Nullable TextQuery content,
    @Nullable String path) {

  /** Every session. */
  public static final SessionFilter ALL = in(TimeRange.ALL);

  public SessionFilter {
    properties = Map.copyOf(properties);
  }

  /** Every session in a stretch of time. */
  public static SessionFilter in(TimeRange range) {
    return new SessionFilter(
        range,
        null,
        null,
        null,
        Map.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        NumberRange.ANY,
        NumberRange.ANY,
        NumberRange.ANY,
        null,
        null);
  }
}
