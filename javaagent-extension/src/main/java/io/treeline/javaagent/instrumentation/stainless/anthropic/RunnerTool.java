package io.treeline.javaagent.instrumentation.stainless.anthropic;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.ToolExecution;
import io.opentelemetry.javaagent.treeline.genai.ToolRequest;
import io.opentelemetry.javaagent.treeline.genai.wire.AnthropicApi;
import io.treeline.javaagent.instrumentation.stainless.JsonBodies;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One tool that the runner executes; what it throws reaches the model as an error's text. */
public final class RunnerTool {

  private final ToolExecution execution;
  private final Scope scope;

  private RunnerTool(ToolExecution execution, Scope scope) {
    this.execution = execution;
    this.scope = scope;
  }

  /** Null when it cannot be traced. */
  @SuppressWarnings("MustBeClosedChecker") // closed when the tool ends
  public static @Nullable RunnerTool begin(Object toolUse) {
    try {
      Map<String, ?> block = read(toolUse);
      if (!(block.get("name") instanceof String name)) {
        return null;
      }
      String callId = block.get("id") instanceof String id ? id : null;
      Context context = Context.current();
      RunnerProgress.toolRuns(context);
      ToolExecution execution =
          AnthropicLibrary.INSTANCE
              .telemetry()
              .startTool(context, ToolRequest.function(name, callId, block.get("input")));
      return new RunnerTool(execution, execution.makeCurrent());
    } catch (Throwable e) {
      Failures.record("anthropic tool", e);
      return null;
    }
  }

  public void end(@Nullable Object result, @Nullable Throwable failure) {
    scope.close();
    if (failure != null) {
      execution.fail(failure);
      return;
    }
    Map<String, ?> block = Map.of();
    try {
      block = result == null ? Map.of() : read(result);
    } catch (Throwable e) {
      Failures.record("anthropic tool", e);
    }
    Object content = plain(block.get("content"));
    if (Boolean.TRUE.equals(block.get("is_error"))) {
      execution.endAsError(content);
    } else {
      execution.end(content);
    }
  }

  private static Map<String, ?> read(Object block) throws IOException {
    JsonBodies json = AnthropicLibrary.INSTANCE.json();
    return json.read(block, AnthropicApi.MESSAGES);
  }

  /** The text of a result that is nothing but one. */
  private static @Nullable Object plain(@Nullable Object content) {
    return content instanceof List<?> blocks
            && blocks.size() == 1
            && blocks.get(0) instanceof Map<?, ?> only
            && only.get("text") instanceof String text
        ? text
        : content;
  }
}
