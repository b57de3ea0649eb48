package io.treeline.exporter.helicone;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.store.RequestFilter.Field;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables and columns of Helicone's filters, and what they are here. */
final class FilterColumns {

  private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);

  private static final Map<String, Field> OF_REQUESTS =
      Map.ofEntries(
          Map.entry("latency", Field.LATENCY),
          Map.entry("time_to_first_token", Field.TIME_TO_FIRST_CHUNK),
          Map.entry("status", Field.HTTP_STATUS),
          Map.entry("request_created_at", Field.START),
          Map.entry("response_created_at", Field.END),
          Map.entry("model", Field.MODEL),
          Map.entry("user_id", Field.USER),
          Map.entry("request_id", Field.SPAN),
          Map.entry("prompt_tokens", Field.INPUT_TOKENS),
          Map.entry("completion_tokens", Field.OUTPUT_TOKENS),
          Map.entry("total_tokens", Field.TOTAL_TOKENS),
          Map.entry("prompt_cache_read_tokens", Field.CACHE_READ_TOKENS),
          Map.entry("prompt_cache_write_tokens", Field.CACHE_WRITE_TOKENS),
          Map.entry("cost", Field.COST),
          Map.entry("provider", Field.PROVIDER),
          Map.entry("target_url", Field.URL),
          Map.entry("request_body", Field.INPUT),
          Map.entry("response_body", Field.OUTPUT),
          Map.entry("session_id", Field.SESSION_ID),
          Map.entry("session_name", Field.SESSION_NAME));

  private static final Map<String, Field> OF_SESSIONS =
      Map.ofEntries(
          Map.entry("session_session_id", Field.SESSION_ID),
          Map.entry("session_session_name", Field.SESSION_NAME),
          Map.entry("session_total_cost", Field.SESSION_COST),
          Map.entry("session_total_tokens", Field.SESSION_TOTAL_TOKENS),
          Map.entry("session_prompt_tokens", Field.SESSION_INPUT_TOKENS),
          Map.entry("session_completion_tokens", Field.SESSION_OUTPUT_TOKENS),
          Map.entry("session_total_requests", Field.SESSION_REQUESTS),
          Map.entry("session_created_at", Field.SESSION_START),
          Map.entry("session_latest_request_created_at", Field.SESSION_LAST_REQUEST),
          Map.entry("session_tag", Field.SESSION_TAG));

  private static final Map<String, Map<String, Field>> TABLES =
      Map.of(
          "request_response_rmt",
          OF_REQUESTS,
          "session_rmt",
          OF_REQUESTS,
          "request",
          Map.of(
              "prompt", Field.INPUT,
              "created_at", Field.START,
              "user_id", Field.USER,
              "id", Field.SPAN,
              "model", Field.MODEL,
              "modelOverride", Field.MODEL,
              "path", Field.URL),
          "response",
          Map.of(
              "body_tokens", Field.TOTAL_TOKENS,
              "body_model", Field.MODEL,
              "body_completion", Field.OUTPUT,
              "status", Field.HTTP_STATUS,
              "model", Field.MODEL),
          "request_response_search",
          Map.of(
              "request_body_vector", Field.INPUT,
              "response_body_vector", Field.OUTPUT),
          "sessions_request_response_rmt",
          OF_SESSIONS,
          "sessions",
          OF_SESSIONS,
          "feedback",
          Map.of(),
          "properties",
          Map.of());

  private static final Map<String, Field> PROPERTIES =
      Map.of(
          "helicone-session-id", Field.SESSION_ID,
          "helicone-session-name", Field.SESSION_NAME,
          "helicone-session-path", Field.PATH,
          "helicone-user-id", Field.USER);

  private static final Set<Field> TIMES =
      Set.of(Field.START, Field.END, Field.SESSION_START, Field.SESSION_LAST_REQUEST);
  private static final Set<Field> MILLIS = Set.of(Field.LATENCY, Field.TIME_TO_FIRST_CHUNK);

  private static final int LONGEST_NUMBER = 40;

  private FilterColumns() {}

  static void checkTable(String table) {
    if (!TABLES.containsKey(table)) {
      throw QueryException.invalid(
          "a leaf must name one of the tables %s: was \"%s\"".formatted(names(TABLES), table));
    }
  }

  static Field field(String table, String column) {
    Map<String, Field> columns = TABLES.getOrDefault(table, Map.of());
    Field field = columns.get(column);
    if (field == null) {
      throw QueryException.invalid(
          "%s has the columns %s: was \"%s\"".formatted(table, names(columns), column));
    }
    return field;
  }

  /** What Helicone keeps as a property and we as a fact of its own; null when it is one. */
  static @Nullable Field ofProperty(String name) {
    return PROPERTIES.get(name.toLowerCase(Locale.ROOT));
  }

  static String described(Field field) {
    return field.name().toLowerCase(Locale.ROOT);
  }

  /** A value of the type that the field compares to. */
  static Object value(Field field, JsonNode value) {
    if (field == Field.SPAN) {
      var key = RequestId.span(value.asText());
      return key.traceId() + ":" + key.spanId();
    }
    if (TIMES.contains(field)) {
      return time(value);
    }
    if (field.type() == String.class) {
      return value.isValueNode() ? value.asText() : value.toString();
    }
    BigDecimal number =
        value.isBoolean()
            ? value.booleanValue() ? BigDecimal.ONE : BigDecimal.ZERO
            : number(field, value);
    if (field.type() == BigDecimal.class) {
      return number;
    }
    BigDecimal whole = MILLIS.contains(field) ? number.multiply(NANOS_PER_MILLI) : number;
    if (whole.scale() < -LONGEST_NUMBER) {
      // Its digits alone would take a minute.
      throw notANumber(field, value);
    }
    try {
      return whole.toBigInteger().longValueExact();
    } catch (ArithmeticException e) {
      throw notANumber(field, value);
    }
  }

  private static BigDecimal number(Field field, JsonNode value) {
    String text = value.asText();
    try {
      if (text.length() <= 40) {
        BigDecimal number = new BigDecimal(text);
        if (Math.abs(number.scale()) <= 40) {
          return number;
        }
      }
    } catch (NumberFormatException notANumber) {
      throw notANumber(field, value);
    }
    throw notANumber(field, value);
  }

  private static QueryException notANumber(Field field, JsonNode value) {
    return QueryException.invalid(
        "%s must be compared to a number: was %s"
            .formatted(described(field), FilterReader.shown(value)));
  }

  /** ISO 8601, {@code 2026-01-31 10:00:00} in UTC, or milliseconds since 1970. */
  static long time(JsonNode value) {
    String text = value.asText().strip();
    try {
      Instant instant =
          value.isNumber()
              ? Instant.ofEpochMilli(value.longValue())
              : text.matches(".*(Z|[+-]\\d{2}:?\\d{2})")
                  ? OffsetDateTime.parse(text.replace(' ', 'T')).toInstant()
                  : LocalDateTime.parse(
                          text.length() == 10 ? text + "T00:00" : text.replace(' ', 'T'))
                      .toInstant(ZoneOffset.UTC);
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    } catch (DateTimeException | ArithmeticException e) {
      throw QueryException.invalid(
          "a time must be ISO 8601, such as 2026-11-23T06:31:26Z, or milliseconds since 1970: was "
              + FilterReader.shown(value));
    }
  }

  private static String names(Map<String, ?> map) {
    return String.join(", ", map.keySet().stream().sorted().toList());
  }
}
