package io.treeline.javaagent.instrumentation.ollama4j;

import io.github.ollama4j.tools.ToolFunction;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import org.jspecify.annotations.Nullable;

/** What {@link ToolFunctionInstrumentation}'s advice does. */
public final class ToolCalls {

  private static final OptionalMethod TOOL_SPEC = OptionalMethod.named("getToolSpec");
  private static final OptionalMethod NAME = OptionalMethod.named("getName");

  private ToolCalls() {}

  /** The function to run in the place of {@code function}; itself outside of the client's loop. */
  public static @Nullable ToolFunction watched(
      @Nullable String name, @Nullable ToolFunction function) {
    if (name == null
        || function == null
        || function instanceof WatchedTool
        || ToolLoop.in(Context.current()) == null) {
      return function;
    }
    return new WatchedTool(name, function);
  }

  /** As {@link #watched}, for a tool that knows its name. */
  public static @Nullable ToolFunction watchedOf(Object tool, @Nullable ToolFunction function) {
    return function == null || ToolLoop.in(Context.current()) == null
        ? function
        : watched(NAME.text(TOOL_SPEC.call(tool)), function);
  }
}
