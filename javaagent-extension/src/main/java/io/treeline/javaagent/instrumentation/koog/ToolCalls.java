package io.treeline.javaagent.instrumentation.koog;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.AgentRun;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.ToolExecution;
import io.opentelemetry.javaagent.treeline.genai.ToolRequest;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.javaagent.reactive.Observed;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** What {@link ToolInstrumentation}'s advice does. */
public final class ToolCalls {

  private static final OptionalMethod ID = OptionalMethod.named("getId");
  private static final OptionalMethod TOOL = OptionalMethod.named("getTool");
  private static final OptionalMethod ARGUMENTS = OptionalMethod.named("getArgs");
  private static final OptionalMethod OUTPUT = OptionalMethod.named("getOutput");
  private static final OptionalMethod KIND = OptionalMethod.named("getResultKind");
  private static final OptionalMethod ERROR = OptionalMethod.named("getError");

  private ToolCalls() {}

  public static @Nullable CoroutineCall begin(@Nullable Object chosen, @Nullable Object caller) {
    return CoroutineCall.begin(caller, parent -> start(parent, chosen));
  }

  private static Observed<Object> start(Context parent, @Nullable Object chosen) {
    String name = TOOL.text(chosen);
    Object arguments = GenAiConfig.get().captureContent() ? ARGUMENTS.text(chosen) : null;
    return new Running(
        KoogTelemetry.get()
            .startTool(
                parent,
                ToolRequest.function(name == null ? "tool" : name, ID.text(chosen), arguments)));
  }

  private record Running(ToolExecution execution) implements Observed<Object> {

    @Override
    public Context context() {
      return AgentRun.leave(execution.context());
    }

    @Override
    public Context callerContext() {
      return execution.parentContext();
    }

    /** Failures are results as well, of another kind. */
    @Override
    public void next(Object result) {
      Object said = GenAiConfig.get().captureContent() ? OUTPUT.text(result) : null;
      Object kind = KIND.call(result);
      if (kind == null || kind.getClass().getSimpleName().equals("Success")) {
        execution.end(said);
      } else {
        execution.endAsError(said, ERROR.call(kind) instanceof Throwable cause ? cause : null);
      }
    }

    @Override
    public void completed() {
      execution.end(null);
    }

    @Override
    public void failed(Throwable failure) {
      execution.fail(failure);
    }

    @Override
    public void cancelled() {
      execution.fail(new CancellationException("cancelled before the tool answered"));
    }
  }
}
