package io.opentelemetry.javaagent.treeline.genai;

import org.jspecify.annotations.Nullable;

/**
 * A tool the model may choose.
 *
 * @param type {@code function}, or the provider's word for a tool it runs itself
 * @param description content; null when there is none or content is off
 * @param parameters JSON schema as JSON text or as a JSON value; content; null likewise
 */
public record ToolDefinition(
    String type, String name, @Nullable String description, @Nullable Object parameters) {

  public static ToolDefinition function(
      String name, @Nullable String description, @Nullable Object parameters) {
    return new ToolDefinition("function", name, description, parameters);
  }
}
