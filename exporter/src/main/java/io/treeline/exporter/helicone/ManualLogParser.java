package io.treeline.exporter.helicone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads the body of a log. Every message says what was expected and what was there. */
final class ManualLogParser {

  static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .reader();

  private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000);
  private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);

  private static final int LONGEST_NUMBER = 40;

  private static final long ROUNDING_NANOS = 2_000_000;

  private ManualLogParser() {}

  /**
   * Reads one log.
   *
   * @param route provider that the path of the request stands for; null when it stands for none
   * @param headers of the HTTP request; those in the body are added to them
   */
  static ManualLog parse(byte[] body, @Nullable String route, LogHeaders headers) {
    JsonNode log;
    try {
      log = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new InvalidLogException("body must be JSON: " + e.getOriginalMessage());
    } catch (IOException | NumberFormatException e) {
      // Of a number with an exponent that no number has.
      throw new InvalidLogException("body must be JSON: " + e.getMessage());
    }
    JsonNode request = object(log, "providerRequest");
    JsonNode response = object(log, "providerResponse");
    JsonNode timing = object(log, "timing");
    headers.add(request.path("headers"));
    headers.add(request.path("meta"));
    long start = time(timing, "startTime");
    long end = time(timing, "endTime");
    // The client rounds both on its own, so that what took no time may end before it starts.
    boolean rounded = end < start && start - end <= ROUNDING_NANOS;
    String provider = log.path("provider").isTextual() ? log.get("provider").textValue() : null;
    return new ManualLog(
        route != null ? route : provider,
        request.path("url").asText(""),
        requestBody(request),
        responseBody(response),
        status(response.path("status")),
        start,
        rounded ? start : end,
        firstToken(timing.path("timeToFirstToken")),
        headers);
  }

  private static JsonNode object(JsonNode log, String field) {
    JsonNode value = log.path(field);
    if (!value.isObject()) {
      throw new InvalidLogException(
          "%s must be an object: was %s. A log is {\"providerRequest\": {\"url\", \"json\", \"meta\"}, \"providerResponse\": {\"status\", \"headers\", \"json\" or \"textBody\"}, \"timing\": {\"startTime\", \"endTime\"}}"
              .formatted(field, shown(value)));
    }
    return value;
  }

  /** {@code json}; else {@code body}, which older clients send as text. */
  private static JsonNode requestBody(JsonNode request) {
    JsonNode json = request.path("json");
    if (json.isMissingNode() || json.isNull()) {
      JsonNode body = request.path("body");
      return body.isTextual() ? parsed(body.textValue()) : JsonNodeFactory.instance.objectNode();
    }
    if (!json.isObject()) {
      throw new InvalidLogException("providerRequest.json must be an object: was " + shown(json));
    }
    return json;
  }

  private static JsonNode responseBody(JsonNode response) {
    JsonNode json = response.path("json");
    for (String field : new String[] {"textBody", "body"}) {
      JsonNode text = response.path(field);
      // The client sends an empty object beside a text.
      if (text.isTextual() && json.isEmpty()) {
        return StreamedBody.read(text.textValue());
      }
    }
    for (String field : new String[] {"base64", "base64Body"}) {
      JsonNode encoded = response.path(field);
      if (encoded.isTextual() && json.isEmpty()) {
        return StreamedBody.read(decoded(field, encoded.textValue()));
      }
    }
    return json.isNull() ? MissingNode.getInstance() : json;
  }

  private static String decoded(String field, String text) {
    try {
      return new String(
          Base64.getDecoder().decode(text.replaceAll("\\s", "")), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new InvalidLogException(
          "providerResponse.%s must be base64: %s".formatted(field, e.getMessage()));
    }
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException | NumberFormatException notJson) {
      return TextNode.valueOf(text);
    }
  }

  private static @Nullable Integer status(JsonNode status) {
    if (status.isMissingNode() || status.isNull()) {
      return null;
    }
    if (!status.canConvertToInt() || !status.isIntegralNumber()) {
      throw new InvalidLogException(
          "providerResponse.status must be a whole number, such as 200: was " + shown(status));
    }
    return status.intValue();
  }

  private static long time(JsonNode timing, String field) {
    JsonNode time = timing.path(field);
    JsonNode seconds = time.path("seconds");
    JsonNode millis = time.path("milliseconds");
    boolean given = isShort(seconds) && (millis.isMissingNode() || isShort(millis));
    BigDecimal nanos =
        given
            ? seconds
                .decimalValue()
                .multiply(NANOS_PER_SECOND)
                .add(
                    millis.isNumber()
                        ? millis.decimalValue().multiply(NANOS_PER_MILLI)
                        : BigDecimal.ZERO)
            : BigDecimal.ZERO;
    if (!given || nanos.signum() < 0 || nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new InvalidLogException(
          "timing.%s must be {\"seconds\": seconds since 1970, \"milliseconds\": 0 to 999}: was %s"
              .formatted(field, shown(time)));
    }
    return nanos.longValue();
  }

  /** Whether it is a number that can be reckoned with: 1e9999999 would take a minute. */
  private static boolean isShort(JsonNode number) {
    return number.isNumber()
        && Math.abs((long) number.decimalValue().scale()) <= LONGEST_NUMBER
        && number.decimalValue().precision() <= LONGEST_NUMBER;
  }

  private static @Nullable Double firstToken(JsonNode millis) {
    return millis.isNumber() && millis.doubleValue() >= 0 ? (Double) millis.doubleValue() : null;
  }

  private static String shown(JsonNode value) {
    if (value.isMissingNode()) {
      return "absent";
    }
    String text = value.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
