package io.treeline.javaagent.instrumentation.google.adk;

import com.google.adk.tools.BaseTool;
import com.google.adk.tools.ToolContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.ToolExecution;
import io.opentelemetry.javaagent.treeline.genai.ToolRequest;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.reactivex.rxjava3.core.Single;
import io.treeline.semconv.TreelineAttributes;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** One execution of a tool, from its call until its result is there. */
public final class ToolRuns implements Watcher<Map<String, Object>> {

  private static final ContextKey<ToolRuns> KEY = ContextKey.named("treeline-adk-tool");
  private static final OptionalMethod CONFIRMATION = OptionalMethod.named("toolConfirmation");
  private static final OptionalMethod CONFIRMED = OptionalMethod.named("confirmed");
  private static final OptionalMethod HINT = OptionalMethod.named("hint");
  private static final OptionalMethod REQUESTED =
      OptionalMethod.named("requestedToolConfirmations");

  private final BaseTool tool;
  private final @Nullable ToolContext toolContext;
  private final ToolExecution execution;
  private final Context outside;
  private final Context inside;
  private final Scope scope;
  private volatile @Nullable Throwable thrown;
  private @Nullable Map<String, Object> result;

  @SuppressWarnings("MustBeClosedChecker") // closed when the method returns
  private ToolRuns(
      BaseTool tool, @Nullable ToolContext toolContext, ToolExecution execution, Context outside) {
    this.tool = tool;
    this.toolContext = toolContext;
    this.execution = execution;
    this.outside = outside;
    this.inside = execution.context().with(KEY, this);
    this.scope = inside.makeCurrent();
  }

  /** Null when it cannot be traced, or a tool calls its own super class. */
  public static @Nullable ToolRuns begin(
      BaseTool tool, @Nullable Map<String, Object> arguments, @Nullable ToolContext toolContext) {
    try {
      Context parent = Context.current();
      ToolRuns around = parent.get(KEY);
      if (around != null && around.tool == tool && around.toolContext == toolContext) {
        return null;
      }
      person(parent, tool, toolContext);
      String callId =
          toolContext == null
              ? null
              : toolContext.functionCallId().filter(id -> !id.isEmpty()).orElse(null);
      ToolRequest request =
          new ToolRequest(tool.name(), callId, tool.description(), "function", arguments);
      return new ToolRuns(tool, toolContext, AdkTelemetry.get().startTool(parent, request), parent);
    } catch (Throwable e) {
      Failures.record("adk tool", e);
      return null;
    }
  }

  /** The function of the tool that is current threw. */
  public static void threw(Throwable failure) {
    ToolRuns current = Context.current().get(KEY);
    if (current != null) {
      current.thrown =
          failure instanceof InvocationTargetException && failure.getCause() != null
              ? failure.getCause()
              : failure;
    }
  }

  /** The tool's method returned what will bring its result, or threw. */
  public @Nullable Single<Map<String, Object>> returned(
      @Nullable Single<Map<String, Object>> later, @Nullable Throwable failure) {
    scope.close();
    if (failure != null || later == null) {
      failed(failure == null ? new IllegalStateException("the tool returned null") : failure);
      return later;
    }
    return new WatchedSingle<>(later, this);
  }

  @Override
  public Context inside() {
    return inside;
  }

  @Override
  public Context outside() {
    return outside;
  }

  @Override
  public void next(Map<String, Object> item) {
    result = item;
  }

  @Override
  public void completed() {
    Throwable swallowed = thrown;
    if (swallowed != null) {
      execution.endAsError(result, swallowed);
    } else if (awaitsPerson()) {
      execution.set(TreelineAttributes.HUMAN_TYPE, "approval");
      execution.end(result);
    } else if (result != null && "error".equals(result.get("status"))) {
      execution.endAsError(result);
    } else {
      execution.end(result);
    }
  }

  @Override
  public void failed(Throwable failure) {
    execution.fail(failure);
  }

  @Override
  public void cancelled() {
    execution.fail(new CancellationException("cancelled by the application"));
  }

  private boolean awaitsPerson() {
    return toolContext != null
        && toolContext.functionCallId().isPresent()
        && REQUESTED.call(toolContext.actions()) instanceof Map<?, ?> requested
        && requested.containsKey(toolContext.functionCallId().get());
  }

  /** A person has answered whether the tool may run; how long that took ADK does not tell. */
  private static void person(Context parent, BaseTool tool, @Nullable ToolContext toolContext) {
    if (CONFIRMATION.call(toolContext) instanceof Optional<?> given && given.isPresent()) {
      Object confirmation = given.get();
      boolean approved = Boolean.TRUE.equals(CONFIRMED.call(confirmation));
      AdkTelemetry.get()
          .startHumanStep(parent, "approval", tool.name(), HINT.text(confirmation))
          .end(approved ? "approved" : "rejected", null);
    }
  }
}
