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

  /**
   * A message of the model's.
   *
   * @param providersReason the provider's word for why it stopped; null when unknown
   */
  public static Message output(List<Part> parts, @Nullable String providersReason) {
    return new Message("assistant", parts, null, conventional(providersReason));
  }

  private static @Nullable String conventional(@Nullable String reason) {
    if (reason == null) {
      return null;
    }
    return switch (reason) {
      case "tool_calls", "function_call", "tool_use" -> "tool_call";
      case "end_turn", "stop_sequence" -> "stop";
      case "max_tokens", "model_context_window_exceeded" -> "length";
      case "refusal" -> "content_filter";
      default -> reason;
    };
  }
}
