package io.opentelemetry.javaagent.treeline.genai;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation. Content: build it only when {@link GenAiConfig#captureContent()}.
 *
 * @param role {@code system}, {@code user}, {@code assistant}, {@code tool} or the provider's word
 * @param name name of the participant; null when it has none
 * @param finishReason why the model stopped, on output messages only: {@code stop}, {@code length},
 *     {@code content_filter}, {@code tool_call}, {@code error}
 */
public record Message(
    String role, List<Part> parts, @Nullable String name, @Nullable String finishReason) {

  public Message {
    parts = List.copyOf(parts);
  }

  public static Message of(String role, List<Part> parts) {
    return new Message(role, parts, null, null);
  }

  public static Message output(List<Part> parts, @Nullable String finishReason) {
    return new Message("assistant", parts, null, finishReason);
  }
}
