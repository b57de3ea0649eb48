package io.treeline.exporter.helicone;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a response body says of an error.
 *
 * @param type such as {@code rate_limit_error}; null when it does not say
 * @param message null when it does not say
 */
record BodyError(@Nullable String type, @Nullable String message) {

  private static final Set<String> FAILED = Set.of("error", "failed", "failure");

  /** How clients of JavaScript and Java print an exception. */
  private static final Pattern THROWN = Pattern.compile("([\\w.$]*(?:Error|Exception))(?:: (.*))?");

  /** What the body says, whatever it means; null when it says nothing of an error. */
  static @Nullable BodyError in(JsonNode body) {
    if (body.isTextual()) {
      Matcher thrown = THROWN.matcher(body.textValue().lines().findFirst().orElse(""));
      return thrown.matches() ? new BodyError(thrown.group(1), thrown.group(2)) : null;
    }
    JsonNode error = body.path("error");
    boolean hasError =
        !error.isMissingNode()
            && !error.isNull()
            && !(error.isBoolean() && !error.booleanValue())
            && !(error.isTextual() && error.textValue().isEmpty());
    boolean failed =
        FAILED.contains(body.path("status").asText("").toLowerCase(Locale.ROOT))
            || (body.path("success").isBoolean() && !body.path("success").booleanValue());
    if (!hasError && !failed) {
      return null;
    }
    return error.isObject()
        ? new BodyError(
            text(error, "type", "code", "name", "status"), text(error, "message", "detail"))
        : new BodyError(
            text(body, "errorType", "error_type", "code"),
            error.isTextual() ? error.textValue() : text(body, "message", "detail"));
  }

  private static @Nullable String text(JsonNode node, String... fields) {
    for (String field : fields) {
      JsonNode value = node.path(field);
      if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
        return value.asText();
      }
    }
    return null;
  }
}
