package io.treeline.exporter.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * When a row of prices holds, in UTC.
 *
 * @param startDate first day; null for always
 * @param startTime start of the daily interval; null for all day
 * @param endTime end of it, exclusive; null with {@code startTime}
 */
record Constraint(
    @Nullable LocalDate startDate, @Nullable LocalTime startTime, @Nullable LocalTime endTime) {

  static final Constraint NONE = new Constraint(null, null, null);

  /**
   * Reads a constraint of the price list.
   *
   * @throws IllegalArgumentException when a date or time of it cannot be read
   */
  static Constraint of(@Nullable JsonNode json) {
    if (json == null || json.isNull()) {
      return NONE;
    }
    LocalTime start = utcTime(json.path("start_time"));
    LocalTime end = utcTime(json.path("end_time"));
    if ((start == null) != (end == null)) {
      throw new IllegalArgumentException("start_time and end_time need each other: was " + json);
    }
    return new Constraint(date(json.path("start_date")), start, end);
  }

  static @Nullable LocalDate date(JsonNode json) {
    if (json.isMissingNode() || json.isNull() || json.asText().isEmpty()) {
      return null;
    }
    try {
      return LocalDate.parse(json.asText());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "start_date must be a day such as 2026-11-23: was \"%s\"".formatted(json.asText()));
    }
  }

  boolean isNone() {
    return equals(NONE);
  }

  boolean holdsAt(ZonedDateTime utc) {
    if (startDate != null && utc.toLocalDate().isBefore(startDate)) {
      return false;
    }
    if (startTime == null || endTime == null) {
      return true;
    }
    LocalTime time = utc.toLocalTime();
    return startTime.isBefore(endTime)
        ? !time.isBefore(startTime) && time.isBefore(endTime)
        : !time.isBefore(startTime) || time.isBefore(endTime); // Spans midnight.
  }

  /** Short, such as {@code 2026-03-13} or {@code 00:30-16:30}; empty for none. */
  String text() {
    String days = startDate == null ? "" : startDate.toString();
    String times = startTime == null ? "" : startTime + "-" + endTime;
    return days.isEmpty() || times.isEmpty() ? days + times : days + " " + times;
  }

  private static @Nullable LocalTime utcTime(JsonNode json) {
    if (json.isMissingNode() || json.isNull()) {
      return null;
    }
    try {
      return OffsetTime.parse(json.asText()).withOffsetSameInstant(ZoneOffset.UTC).toLocalTime();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "a time needs its offset, such as 16:30:00Z: was \"%s\"".formatted(json.asText()));
    }
  }
}
