package io.treeline.javaagent.instrumentation.ollama4j;

import io.github.ollama4j.tools.ToolFunction;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.ToolExecution;
import io.opentelemetry.javaagent.treeline.genai.ToolRequest;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tool of the application's, with a span for each execution. */
final class WatchedTool implements ToolFunction {

  private final String name;
  private final ToolFunction function;

  WatchedTool(String name, ToolFunction function) {
    this.name = name;
    this.function = function;
  }

  @Override
  public @Nullable Object apply(Map<String, Object> arguments) {
    Active active = begin(arguments);
    Object result;
    try {
      result = function.apply(arguments);
    } catch (Throwable e) {
      end(active, null, e);
      throw e;
    }
    end(active, result, null);
    return result;
  }

  @Override
  public String toString() {
    return function.toString();
  }

  @SuppressWarnings("MustBeClosedChecker") // closed by end
  private @Nullable Active begin(Map<String, Object> arguments) {
    try {
      ToolExecution execution =
          OllamaTelemetry.get()
              .startTool(Context.current(), ToolRequest.function(name, null, arguments));
      return new Active(execution, ToolLoop.leave(execution.context()).makeCurrent());
    } catch (Throwable e) {
      Failures.record("ollama4j tool", e);
      return null;
    }
  }

  private static void end(
      @Nullable Active active, @Nullable Object result, @Nullable Throwable thrown) {
    if (active == null) {
      return;
    }
    try {
      active.scope.close();
      if (thrown == null) {
        active.execution.end(GenAiConfig.get().captureContent() ? readable(result) : null);
      } else {
        active.execution.fail(thrown);
      }
    } catch (Throwable e) {
      Failures.record("ollama4j tool", e);
      active.execution.end(null);
    }
  }

  /** What the model will read: the library puts the result into a text. */
  private static @Nullable Object readable(@Nullable Object result) {
    return result == null || result instanceof Map || result instanceof Collection
        ? result
        : result.toString();
  }

  private record Active(ToolExecution execution, Scope scope) {}
}
