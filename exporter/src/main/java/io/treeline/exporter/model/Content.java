package io.treeline.exporter.model;

import org.jspecify.annotations.Nullable;

/**
 * What was said. Each part is JSON text, in the OpenTelemetry GenAI shapes where one exists; null
 * when it was not captured.
 *
 * @param inputMessages array of {@code {role, parts}}
 * @param outputMessages array of {@code {role, parts, finish_reason}}
 * @param systemInstructions array of parts
 * @param toolDefinitions array of tool definitions
 * @param toolArguments arguments of a tool call
 * @param toolResult result of a tool call
 * @param input input of an operation that is neither a model nor a tool call
 * @param output output of such an operation
 */
public record Content(
    @Nullable String inputMessages,
    @Nullable String outputMessages,
    @Nullable String systemInstructions,
    @Nullable String toolDefinitions,
    @Nullable String toolArguments,
    @Nullable String toolResult,
    @Nullable String input,
    @Nullable String output) {

  public static final Content NONE = new Content(null, null, null, null, null, null, null, null);

  public boolean isEmpty() {
    return equals(NONE);
  }
}
