package io.opentelemetry.javaagent.treeline.genai;

import org.jspecify.annotations.Nullable;

/**
 * A tool about to be executed.
 *
 * @param callId the provider's id of the call; null when unknown
 * @param type {@code function}, {@code extension} or {@code datastore}; null when unknown
 * @param arguments JSON text or a JSON value; content
 */
public record ToolRequest(
    String name,
    @Nullable String callId,
    @Nullable String description,
    @Nullable String type,
    @Nullable Object arguments) {

  /** By which the same arguments are recognized; 0 when they are unknown. */
  int argumentsHash() {
    return arguments == null ? 0 : String.valueOf(arguments).hashCode();
  }

  public static ToolRequest function(
      String name, @Nullable String callId, @Nullable Object arguments) {
    return new ToolRequest(name, callId, null, "function", arguments);
  }
}
