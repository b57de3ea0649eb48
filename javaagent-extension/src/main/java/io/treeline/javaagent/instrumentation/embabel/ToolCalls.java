package io.treeline.javaagent.instrumentation.embabel;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.AgentRun;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.ToolExecution;
import io.opentelemetry.javaagent.treeline.genai.ToolRequest;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import kotlin.Pair;
import org.jspecify.annotations.Nullable;

/** What {@link ToolLoopInstrumentation}'s advice does. */
public final class ToolCalls {

  private static final OptionalMethod ID = OptionalMethod.named("getId");
  private static final OptionalMethod NAME = OptionalMethod.named("getName");
  private static final OptionalMethod ARGUMENTS = OptionalMethod.named("getArguments");
  private static final OptionalMethod CAUSE = OptionalMethod.named("getCause");

  private ToolCalls() {}

  @SuppressWarnings("MustBeClosedChecker") // closed by end
  public static @Nullable Object begin(@Nullable Object chosen) {
    String name = NAME.text(chosen);
    if (name == null) {
      return null;
    }
    Object arguments = GenAiConfig.get().captureContent() ? ARGUMENTS.text(chosen) : null;
    ToolExecution execution =
        EmbabelTelemetry.get()
            .startTool(Context.current(), ToolRequest.function(name, ID.text(chosen), arguments));
    return new Running(execution, AgentRun.leave(execution.context()).makeCurrent());
  }

  /**
   * The tool answered, or threw.
   *
   * @param result what it answered, and the text the model is told of that
   */
  public static void end(
      @Nullable Object begun, @Nullable Pair<?, ?> result, @Nullable Throwable thrown) {
    if (!(begun instanceof Running running)) {
      return;
    }
    running.scope.close();
    Object answer = result == null ? null : result.getFirst();
    Object said =
        result != null && GenAiConfig.get().captureContent()
            ? String.valueOf(result.getSecond())
            : null;
    if (thrown != null) {
      running.execution.fail(thrown);
    } else if (answer != null && answer.getClass().getSimpleName().equals("Error")) {
      running.execution.endAsError(
          said, CAUSE.call(answer) instanceof Throwable cause ? cause : null);
    } else {
      running.execution.end(said);
    }
  }

  private record Running(ToolExecution execution, Scope scope) {}
}
