package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * An operation that failed, as long as something may take its place.
 *
 * @param name of the tool or the model
 * @param errorType value of {@code error.type}
 * @param text what the error says, short and without credentials; null without content
 * @param attempt 0 when it was the first
 */
record Failure(
    SpanContext span,
    @Nullable String name,
    String errorType,
    @Nullable String text,
    long attempt) {

  static final int MAX_TEXT = 256;

  /** The text where the type says nothing: a tool that answers that it failed. */
  String reason() {
    return text != null && errorType.equals(ToolAttributes.TOOL_ERROR) ? text : errorType;
  }
}
