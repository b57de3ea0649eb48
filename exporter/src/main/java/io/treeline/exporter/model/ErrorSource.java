package io.treeline.exporter.model;

/** Where a span's error was found. */
public enum ErrorSource {
  /** The span's own status. */
  STATUS,
  /** An exception event on a span whose status says nothing. */
  EXCEPTION,
  /** The HTTP status of the answer, 400 or above. */
  HTTP,
  /** {@code isError} of an MCP answer. */
  MCP,
  /** The body of a tool's result. */
  TOOL_RESULT,
  /** The reason why the model stopped, where it broke the step. */
  FINISH_REASON
}
