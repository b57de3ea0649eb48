package io.treeline.exporter.query;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.store.NumberRange;
import io.treeline.exporter.store.SessionFilter;
import io.treeline.exporter.store.SessionStatus;
import io.treeline.exporter.store.TextQuery;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks a {@link FilterRequest}; every message names the value and what was expected. */
final class FilterParser {

  private static final int NANOS_OF_MILLI = 6;

  private FilterParser() {}

  /**
   * Checks a request.
   *
   * @throws QueryException INVALID_ARGUMENT
   */
  static SessionFilter parse(FilterRequest request) {
    return new SessionFilter(
        range(request.one("from"), request.one("to")),
        request.one("name"),
        request.one("user"),
        constant(SessionStatus.class, "status", request.one("status")),
        properties(request.all("property")),
        blankToNull(request.one("q")),
        request.one("service"),
        request.one("provider"),
        request.one("model"),
        request.one("tool"),
        request.one("agent"),
        constant(OperationKind.class, "operation", request.one("operation")),
        numbers(request, "minCost", "maxCost", 0),
        numbers(request, "minDurationMillis", "maxDurationMillis", NANOS_OF_MILLI),
        numbers(request, "minErrors", "maxErrors", 0),
        text("content", blankToNull(request.one("content"))),
        path(request.one("path")));
  }

  /** A place of the path tree, as it is written there; null stays null. */
  static @Nullable String path(@Nullable String text) {
    if (text == null) {
      return null;
    }
    boolean whole = text.equals("/") || (text.startsWith("/") && !text.endsWith("/"));
    if (!whole || text.contains("//")) {
      throw QueryException.invalid(
          "path must be a full path such as /support/lookup, without a slash at its end: was \"%s\""
              .formatted(text));
    }
    return text;
  }

  /** Words and phrases; null stays null. */
  static @Nullable TextQuery text(String name, @Nullable String text) {
    try {
      return text == null ? null : TextQuery.parse(text);
    } catch (IllegalArgumentException e) {
      throw QueryException.invalid(name + ": " + e.getMessage());
    }
  }

  /** A constant by its name in lower case; null stays null. */
  static <E extends Enum<E>> @Nullable E constant(
      Class<E> type, String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    E[] constants = type.getEnumConstants();
    for (E constant : constants) {
      if (constant.name().equalsIgnoreCase(text)) {
        return constant;
      }
    }
    String expected =
        Arrays.stream(constants).map(FilterParser::lower).collect(Collectors.joining(", "));
    throw QueryException.invalid(
        "%s must be one of %s: was \"%s\"".formatted(name, expected, text));
  }

  static int limit(@Nullable String text, int otherwise, int most) {
    if (text == null) {
      return otherwise;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= most) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message.
    }
    throw QueryException.invalid("limit must be 1 to %d: was %s".formatted(most, text));
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** A stretch of time; an end that is null is open. */
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

  private static NumberRange numbers(
      FilterRequest request, String least, String most, int powerOfTen) {
    BigDecimal from = number(least, request.one(least), powerOfTen);
    BigDecimal to = number(most, request.one(most), powerOfTen);
    try {
      return new NumberRange(from, to);
    } catch (IllegalArgumentException e) {
      throw QueryException.invalid(
          "%s must not be below %s: were %s and %s"
              .formatted(most, least, request.one(most), request.one(least)));
    }
  }

  private static @Nullable BigDecimal number(String name, @Nullable String text, int powerOfTen) {
    if (text == null) {
      return null;
    }
    // Plain digits only: an exponent could stand for a number of a billion digits.
    if (!text.matches("[0-9]{1,18}(\\.[0-9]{1,18})?")) {
      throw QueryException.invalid(
          "%s must be a number such as 0.25: was \"%s\"".formatted(name, text));
    }
    return new BigDecimal(text).movePointRight(powerOfTen);
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
