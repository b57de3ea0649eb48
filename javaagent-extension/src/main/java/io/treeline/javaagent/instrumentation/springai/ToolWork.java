package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.javaagent.treeline.genai.AgentRun;
import io.opentelemetry.javaagent.treeline.genai.OpenWork;
import io.opentelemetry.javaagent.treeline.genai.ToolExecution;
import io.opentelemetry.javaagent.treeline.genai.ToolRequest;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.ai.tool.execution.ToolExecutionException;
import org.springframework.ai.tool.observation.ToolCallingObservationContext;

/** One execution of a tool, whose exception Spring AI usually turns into an answer. */
final class ToolWork implements ObservedWork {

  private static final ContextKey<ToolWork> KEY = ContextKey.named("treeline-spring-ai-tool");
  private static final OptionalMethod CALL_ID = OptionalMethod.named("getToolCallId");

  private final ToolDefinition tool;
  private final @Nullable String arguments;
  private final @Nullable String callId;
  private @Nullable ToolExecution execution;
  private @Nullable Object result;
  private @Nullable Throwable thrown;
  private @Nullable Throwable failure;

  ToolWork(ToolCallingObservationContext observed) {
    this(observed.getToolDefinition(), observed.getToolCallArguments(), CALL_ID.text(observed));
  }

  /**
   * An execution that has not begun.
   *
   * @param callId null or empty when unknown
   */
  ToolWork(ToolDefinition tool, @Nullable String arguments, @Nullable String callId) {
    this.tool = tool;
    this.arguments = arguments;
    this.callId = callId;
  }

  /** The execution of {@code tool} that {@code context} is in; null when there is none. */
  static @Nullable ToolWork in(Context context, ToolDefinition tool) {
    ToolWork work = context.get(KEY);
    return work != null && work.tool.name().equals(tool.name()) ? work : null;
  }

  @Override
  public OpenWork start(Context parent, @Nullable Subscription subscription) {
    String id = callId;
    if (id == null || id.isEmpty()) {
      id = ChosenTools.take(parent, tool.name(), arguments);
    } else {
      ChosenTools.executed(parent, id);
    }
    ToolExecution started =
        SpringAiTelemetry.get()
            .startTool(
                parent,
                new ToolRequest(tool.name(), id, tool.description(), "function", arguments));
    execution = started;
    Context inside = AgentRun.leave(started.context()).with(KEY, this);
    return OpenWork.begin(parent, inside, null);
  }

  @Override
  public void returned(@Nullable Object given) {
    result = given;
  }

  /** The tool's own code threw. */
  void threw(Throwable given) {
    if (thrown == null) {
      thrown = cause(given);
    }
  }

  @Override
  public void failed(Throwable given) {
    failure = cause(given);
  }

  @Override
  public void stop() {
    if (execution == null) {
      return;
    }
    if (failure != null) {
      execution.fail(failure);
    } else if (thrown != null) {
      execution.endAsError(result, thrown);
    } else {
      execution.end(result);
    }
  }

  /** What the tool threw, without the wrapper that only says which tool it was. */
  private static Throwable cause(Throwable given) {
    return given instanceof ToolExecutionException && given.getCause() != null
        ? given.getCause()
        : given;
  }
}
