package io.treeline.javaagent.instrumentation.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.AgentRun;
import io.opentelemetry.javaagent.treeline.genai.ToolExecution;
import io.opentelemetry.javaagent.treeline.genai.ToolRequest;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** What the tool instrumentations' advice does. */
public final class ToolCalls {

  private static final ContextKey<ActiveTool> CURRENT = ContextKey.named("treeline-lc4j-tool");
  private static final OptionalMethod IS_ERROR = OptionalMethod.named("isError");
  private static final OptionalMethod RESULT_TEXT = OptionalMethod.named("resultText");

  private ToolCalls() {}

  @SuppressWarnings("MustBeClosedChecker") // closed by end
  public static @Nullable Object begin(@Nullable ToolExecutionRequest request) {
    if (request == null) {
      return null;
    }
    ToolExecution execution =
        LangChain4jTelemetry.get()
            .startTool(
                Context.current(),
                ToolRequest.function(request.name(), request.id(), request.arguments()));
    ActiveTool tool = new ActiveTool(request, execution);
    tool.scope = AgentRun.leave(execution.context()).with(CURRENT, tool).makeCurrent();
    return tool;
  }

  /** Within the execution of the very same request only watches for its exception. */
  @SuppressWarnings("ReferenceEquality") // equal requests are two executions
  public static @Nullable Object beginUnlessCurrent(@Nullable ToolExecutionRequest request) {
    ActiveTool current = Context.current().get(CURRENT);
    return current != null && current.request == request ? new Watched(current) : begin(request);
  }

  /**
   * The execution ended.
   *
   * @param result text, or the later versions' result object
   */
  public static void end(
      @Nullable Object entered, @Nullable Object result, @Nullable Throwable thrown) {
    if (entered instanceof Watched watched) {
      watched.tool.threw(thrown);
    } else if (entered instanceof ActiveTool tool) {
      if (tool.scope != null) {
        tool.scope.close();
      }
      tool.end(result, thrown);
    }
  }

  /** A tool's own method threw, which its executor may turn into an answer. */
  public static void toolThrew(@Nullable Throwable thrown) {
    ActiveTool current = Context.current().get(CURRENT);
    if (current != null && thrown instanceof InvocationTargetException wrapper) {
      current.threw(wrapper.getCause());
    }
  }

  private record Watched(ActiveTool tool) {}

  /** One execution; confined to its thread. */
  private static final class ActiveTool {
    private final ToolExecutionRequest request;
    private final ToolExecution execution;
    private @Nullable Scope scope;
    private @Nullable Throwable cause;

    ActiveTool(ToolExecutionRequest request, ToolExecution execution) {
      this.request = request;
      this.execution = execution;
    }

    void threw(@Nullable Throwable thrown) {
      if (cause == null && thrown != null) {
        cause = thrown;
      }
    }

    void end(@Nullable Object result, @Nullable Throwable thrown) {
      if (thrown != null) {
        execution.fail(cause == null ? thrown : cause);
        return;
      }
      String text = result instanceof String plain ? plain : RESULT_TEXT.text(result);
      if (cause != null) {
        execution.endAsError(text, cause);
      } else if (Boolean.TRUE.equals(IS_ERROR.call(result))) {
        execution.endAsError(text);
      } else {
        execution.end(text);
      }
    }
  }
}
