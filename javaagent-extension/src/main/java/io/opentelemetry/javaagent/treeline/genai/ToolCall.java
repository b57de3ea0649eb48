package io.opentelemetry.javaagent.treeline.genai;

import org.jspecify.annotations.Nullable;

/**
 * A tool the model chose.
 *
 * @param id the provider's id of the call; null when it gave none
 * @param arguments JSON text or a JSON value; content; null when there is none or content is off
 */
public record ToolCall(@Nullable String id, String name, @Nullable Object arguments) {}
