package io.treeline.exporter.helicone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.query.QueryException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fields that several queries have, read and written as Helicone does. */
final class Fields {

  private static final int MAX_LIMIT = 1000;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Fields() {}

  /** Text that may be absent. */
  static String text(JsonNode body, String field) {
    JsonNode value = body.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw QueryException.invalid(
          "%s must be text: was %s".formatted(field, FilterReader.shown(value)));
    }
    return value.textValue();
  }

  /** 0 to 1000. */
  static int limit(JsonNode body, int byDefault) {
    return (int) whole(body, "limit", byDefault, MAX_LIMIT);
  }

  static long offset(JsonNode body) {
    return whole(body, "offset", 0, Integer.MAX_VALUE);
  }

  private static long whole(JsonNode body, String field, long byDefault, long most) {
    JsonNode value = body.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return byDefault;
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < 0
        || value.longValue() > most) {
      throw QueryException.invalid(
          "%s must be a whole number from 0 to %d: was %s"
              .formatted(field, most, FilterReader.shown(value)));
    }
    return value.longValue();
  }

  /** {@code timezoneDifference}: minutes to add to times that are shown. */
  static long timezone(JsonNode body) {
    JsonNode minutes = body.path("timezoneDifference");
    if (minutes.isMissingNode() || minutes.isNull()) {
      return 0;
    }
    if (!minutes.isNumber() || Math.abs(minutes.doubleValue()) > 24 * 60) {
      throw QueryException.invalid(
          "timezoneDifference must be minutes, at most a day: was " + FilterReader.shown(minutes));
    }
    return (long) (minutes.doubleValue() * 60_000_000_000L);
  }

  /** {@code timeFilter}: all of time when there is none. */
  static TimeRange timeFilter(JsonNode body) {
    JsonNode filter = body.path("timeFilter");
    if (filter.isMissingNode() || filter.isNull()) {
      return TimeRange.ALL;
    }
    long start = millis(filter, "startTimeUnixMs", Long.MIN_VALUE);
    long end = millis(filter, "endTimeUnixMs", Long.MAX_VALUE);
    if (end <= start) {
      throw QueryException.invalid(
          "timeFilter must end after it starts: was " + FilterReader.shown(filter));
    }
    return new TimeRange(start, end);
  }

  private static long millis(JsonNode filter, String field, long byDefault) {
    JsonNode value = filter.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return byDefault;
    }
    double most = Long.MAX_VALUE / 1e6;
    if (!value.isNumber() || Math.abs(value.doubleValue()) > most) {
      throw QueryException.invalid(
          "timeFilter.%s must be milliseconds since 1970: was %s"
              .formatted(field, FilterReader.shown(value)));
    }
    return value.longValue() * NANOS_PER_MILLI;
  }

  static boolean rating(JsonNode body) {
    JsonNode rating = body.path("rating");
    if (!rating.isBoolean()) {
      throw QueryException.invalid(
          "rating must be true or false: was " + FilterReader.shown(rating));
    }
    return rating.booleanValue();
  }

  /** A time without zone, shifted, as ClickHouse writes it. */
  static String local(long epochNanos, long shiftNanos) {
    return LOCAL.format(Instant.ofEpochSecond(0, epochNanos).plusNanos(shiftNanos));
  }

  static String iso(long epochNanos) {
    return ISO.format(Instant.ofEpochSecond(0, epochNanos));
  }

  static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  static void putMillis(ObjectNode row, String field, @Nullable Double nanos) {
    row.put(field, nanos == null ? null : (Double) (nanos / NANOS_PER_MILLI));
  }

  /** A sum of what is known: 0 when nothing is. */
  static void putSum(ObjectNode row, String field, @Nullable BigDecimal sum) {
    row.put(field, sum == null ? BigDecimal.ZERO : sum);
  }
}
