package io.treeline.javaagent.instrumentation.google.genai;

import com.google.genai.types.AutomaticFunctionCallingConfig;
import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.Tool;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.AgentInvocation;
import io.opentelemetry.javaagent.treeline.genai.AgentRequest;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.ToolCall;
import io.opentelemetry.javaagent.treeline.genai.ToolExecution;
import io.opentelemetry.javaagent.treeline.genai.ToolRequest;
import io.treeline.javaagent.instrumentation.google.Contents;
import io.treeline.javaagent.instrumentation.google.Generations;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.TreelineAttributes;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Automatic function calling: the library asks the model, runs the functions it chooses, and asks
 * again until it chooses none. An agent, for as long as functions are there to call.
 */
public final class FunctionLoop {

  /** The loop a context is in; {@link #NONE} inside of its functions. */
  private static final ContextKey<Object> KEY = ContextKey.named("treeline-google-genai-loop");

  private static final Object NONE = new Object();
  private static final int DEFAULT_CALLS = 10;

  private final AgentInvocation invocation;
  private final int maximumCalls;
  private final Scope scope;
  private final List<ToolCall> pending = new ArrayList<>();
  private int calls;

  @SuppressWarnings("MustBeClosedChecker") // closed when the method returns
  private FunctionLoop(AgentInvocation invocation, int maximumCalls) {
    this.invocation = invocation;
    this.maximumCalls = maximumCalls;
    this.scope = invocation.context().with(KEY, this).makeCurrent();
  }

  static @Nullable FunctionLoop in(Context context) {
    return context.get(KEY) instanceof FunctionLoop loop ? loop : null;
  }

  /** Null when no function is to be called automatically, or the loop is around us already. */
  public static @Nullable FunctionLoop begin(
      @Nullable List<Content> contents, @Nullable GenerateContentConfig config) {
    try {
      Context parent = Context.current();
      if (config == null || !isActive(config) || in(parent) != null) {
        return null;
      }
      int maximum =
          config
              .automaticFunctionCalling()
              .flatMap(AutomaticFunctionCallingConfig::maximumRemoteCalls)
              .orElse(DEFAULT_CALLS);
      AgentRequest request =
          new AgentRequest(
              GenAiOperations.INVOKE_AGENT,
              null,
              null,
              null,
              Contents.messages(contents),
              Attributes.of(TreelineAttributes.AGENT_MAX_ITERATIONS, (long) maximum));
      return new FunctionLoop(GenAiClient.TELEMETRY.startAgent(parent, request), maximum);
    } catch (Throwable e) {
      Failures.record("google-genai loop", e);
      return null;
    }
  }

  /** The loop's method returned or threw. */
  public void returned(@Nullable GenerateContentResponse response, @Nullable Throwable failure) {
    scope.close();
    ended(response, failure);
  }

  /** The asynchronous loop's method returned or threw. */
  public <T> @Nullable CompletableFuture<T> returnedLater(
      @Nullable CompletableFuture<T> future, @Nullable Throwable failure) {
    scope.close();
    if (future == null || failure != null) {
      ended(null, failure);
      return future;
    }
    return future.whenComplete(
        (response, thrown) ->
            Failures.guard(
                "google-genai functions",
                () ->
                    ended(
                        response instanceof GenerateContentResponse answer ? answer : null,
                        thrown)));
  }

  /** Number of the request that is about to be made; 1 is the first. */
  synchronized long nextCall() {
    return ++calls;
  }

  /** What the latest answer chose: the library does not hand on the ids. */
  synchronized void chosen(List<ToolCall> chosen) {
    pending.clear();
    pending.addAll(chosen);
  }

  /** Called by the library for each function. */
  @SuppressWarnings("MustBeClosedChecker") // closed by toolReturned
  public static @Nullable RunningFunction toolCalled(String name, Object arguments) {
    try {
      Context parent = Context.current();
      FunctionLoop loop = in(parent);
      ToolExecution tool =
          GenAiClient.TELEMETRY.startTool(
              parent, ToolRequest.function(name, loop == null ? null : loop.idOf(name), arguments));
      return new RunningFunction(tool, tool.context().with(KEY, NONE).makeCurrent());
    } catch (Throwable e) {
      Failures.record("google-genai function", e);
      return null;
    }
  }

  private synchronized @Nullable String idOf(String name) {
    for (Iterator<ToolCall> each = pending.iterator(); each.hasNext(); ) {
      ToolCall call = each.next();
      if (call.name().equals(name)) {
        each.remove();
        return call.id();
      }
    }
    return null;
  }

  private void ended(@Nullable GenerateContentResponse response, @Nullable Throwable failure) {
    try {
      invocation.set(TreelineAttributes.AGENT_STOP_REASON, stopReason(response, failure));
      if (failure != null) {
        invocation.fail(failure);
      } else {
        invocation.end(response == null ? List.of() : Generations.read(response).messages());
      }
    } catch (Throwable e) {
      Failures.record("google-genai loop", e);
      invocation.end(List.of());
    }
  }

  private synchronized String stopReason(
      @Nullable GenerateContentResponse response, @Nullable Throwable failure) {
    if (failure != null) {
      return "error";
    }
    boolean wantsMore = response != null && !Generations.read(response).toolCalls().isEmpty();
    return wantsMore && calls >= maximumCalls ? "max_iterations" : "final_answer";
  }

  private static boolean isActive(GenerateContentConfig config) {
    AutomaticFunctionCallingConfig automatic = config.automaticFunctionCalling().orElse(null);
    if (automatic != null && automatic.disable().orElse(false)) {
      return false;
    }
    for (Tool tool : config.tools().orElse(List.of())) {
      if (!tool.functions().orElse(List.of()).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** A function between call and return. */
  public record RunningFunction(ToolExecution tool, Scope scope) {

    public void returned(@Nullable Object result, @Nullable Throwable failure) {
      scope.close();
      if (failure == null) {
        tool.end(result);
      } else {
        tool.fail(
            failure instanceof InvocationTargetException && failure.getCause() != null
                ? failure.getCause()
                : failure);
      }
    }
  }
}
