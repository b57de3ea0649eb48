package io.treeline.exporter.query;

import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.store.SessionQuery;
import io.treeline.exporter.store.SessionStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks a {@link SessionListRequest}; every message names the value and what was expected. */
final class SessionListParser {

  static final int DEFAULT_LIMIT = 50;
  static final int MAX_LIMIT = 1000;
  private static final String DEFAULT_SORT = "-startTime";
  private static final List<SessionQuery.Order> ORDERS =
      List.of(
          SessionQuery.Order.START_TIME,
          SessionQuery.Order.END_TIME,
          SessionQuery.Order.DURATION,
          SessionQuery.Order.COST,
          SessionQuery.Order.SPANS,
          SessionQuery.Order.ERRORS,
          SessionQuery.Order.TOKENS);

  private SessionListParser() {}

  /**
   * Checks a request.
   *
   * @throws QueryException INVALID_ARGUMENT
   */
  static SessionQuery parse(SessionListRequest request) {
    String sort = request.sort() == null ? DEFAULT_SORT : request.sort();
    String cursor = request.cursor();
    return new SessionQuery(
        range(request.from(), request.to()),
        request.name(),
        request.user(),
        status(request.status()),
        properties(request.properties()),
        blankToNull(request.text()),
        order(sort),
        sort.startsWith("-"),
        limit(request.limit()),
        cursor == null ? null : Cursor.decode(cursor, fingerprint(request)));
  }

  /** What must stay the same from page to page. */
  static String fingerprint(SessionListRequest r) {
    List<String> properties = r.properties().stream().sorted().toList();
    String sort = r.sort() == null ? DEFAULT_SORT : r.sort();
    return java.util.Arrays.asList(
            r.from(), r.to(), r.name(), r.user(), r.status(), properties, r.text(), sort)
        .toString();
  }

  static TimeRange range(@Nullable String from, @Nullable String to) {
    long start = from == null ? Long.MIN_VALUE : time("from", from);
    long end = to == null ? Long.MAX_VALUE : time("to", to);
    if (end <= start) {
      throw QueryException.invalid(
          "to must be after from: were \"%s\" and \"%s\"".formatted(to, from));
    }
    return new TimeRange(start, end);
  }

  static long time(String name, String text) {
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    } catch (DateTimeException | ArithmeticException e) {
      throw QueryException.invalid(
          "%s must be an ISO-8601 time with zone, such as 2026-11-23T06:31:26Z: was \"%s\""
              .formatted(name, text));
    }
  }

  private static @Nullable SessionStatus status(@Nullable String text) {
    if (text == null) {
      return null;
    }
    for (SessionStatus status : SessionStatus.values()) {
      if (status.name().toLowerCase(Locale.ROOT).equals(text)) {
        return status;
      }
    }
    throw QueryException.invalid(
        "status must be ok, recovered or error: was \"%s\"".formatted(text));
  }

  private static Map<String, String> properties(List<String> texts) {
    Map<String, String> properties = new HashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw QueryException.invalid(
            "property must be key=value, such as tier=gold: was \"%s\"".formatted(text));
      }
      String key = text.substring(0, equals);
      String value = text.substring(equals + 1);
      String other = properties.put(key, value);
      if (other != null && !other.equals(value)) {
        throw QueryException.invalid(
            "property %s can be asked for with one value: was \"%s\" and \"%s\""
                .formatted(key, other, value));
      }
    }
    return properties;
  }

  private static SessionQuery.Order order(String sort) {
    String name = sort.startsWith("-") ? sort.substring(1) : sort;
    int index = SessionListRequest.SORTS.indexOf(name);
    if (index < 0) {
      throw QueryException.invalid(
          "sort must be one of %s, with a leading - for descending: was \"%s\""
              .formatted(String.join(", ", SessionListRequest.SORTS), sort));
    }
    return ORDERS.get(index);
  }

  static int limit(@Nullable String text) {
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message.
    }
    throw QueryException.invalid("limit must be 1 to %d: was %s".formatted(MAX_LIMIT, text));
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
