package io.opentelemetry.javaagent.treeline.genai;

import org.jspecify.annotations.Nullable;

/**
 * What a request says a tool answered.
 *
 * @param callId id of the {@link ToolCall} it answers
 * @param result JSON text, plain text or a JSON value; content; null when there is none or content
 *     is off
 * @param isError whether the request says that the tool failed
 */
public record ToolResult(String callId, @Nullable Object result, boolean isError) {

  public ToolResult(String callId, @Nullable Object result) {
    this(callId, result, false);
  }
}
