package io.treeline.exporter.helicone;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One log as it was sent, checked.
 *
 * @param route how the sender calls the provider: {@code openai}, {@code anthropic}, {@code
 *     google}, its own word, or null
 * @param url of the provider; {@code custom-model-nopath} where there is none
 * @param request body of the request; an empty object when there was none
 * @param response body of the response: JSON, text, or missing
 * @param status HTTP status, or Helicone's own number below 0; null when absent
 * @param startUnixNanos start
 * @param endUnixNanos end
 * @param firstTokenMillis from the start to the first token; null when absent
 */
record ManualLog(
    @Nullable String route,
    String url,
    JsonNode request,
    JsonNode response,
    @Nullable Integer status,
    long startUnixNanos,
    long endUnixNanos,
    @Nullable Double firstTokenMillis,
    LogHeaders headers) {

  // Helicone's own numbers, where no HTTP status is.
  static final int PENDING = -2;
  static final int CANCELLED = -3;

  /** Whether the status says so, whatever the body does. */
  boolean failed() {
    return status != null
        && status != PENDING
        && status != CANCELLED
        && (status < 100 || status >= 400);
  }

  /** What was logged: {@code tool}, {@code vector_db}, {@code data}, or empty for a model call. */
  String type() {
    String type = request.path("_type").asText("");
    return type.isEmpty() ? response.path("_type").asText("") : type;
  }
}
