package io.treeline.javaagent.instrumentation.koog;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.AgentRun;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.treeline.javaagent.reactive.Observed;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.TreelineAttributes;
import org.jspecify.annotations.Nullable;

/** What {@link ModelInstrumentation}'s advice does. */
public final class ModelCalls {

  private ModelCalls() {}

  /**
   * A model is asked for a whole answer.
   *
   * @param model the model, or what it was resolved to
   */
  public static @Nullable CoroutineCall begin(
      @Nullable Object prompt,
      @Nullable Object model,
      @Nullable Object tools,
      @Nullable Object caller) {
    return CoroutineCall.begin(
        caller, parent -> new Running(start(parent, prompt, model, tools, false)));
  }

  static ModelCall start(
      Context parent,
      @Nullable Object prompt,
      @Nullable Object model,
      @Nullable Object tools,
      boolean streaming) {
    ModelRequest.Builder read = ModelRequest.builder(GenAiOperations.CHAT).streaming(streaming);
    AgentRun agent = ModelCall.current(parent) == null ? AgentRun.in(parent) : null;
    if (agent != null) {
      read.set(TreelineAttributes.AGENT_ITERATION, agent.nextIteration());
    }
    try {
      Prompts.read(read, prompt, model, tools);
    } catch (Throwable e) {
      Failures.record("koog request", e);
    }
    return KoogTelemetry.get().startModelCall(parent, read.build());
  }

  private record Running(ModelCall call) implements Observed<Object> {

    @Override
    public Context context() {
      return call.context();
    }

    @Override
    public Context callerContext() {
      return call.parentContext();
    }

    @Override
    public void next(Object answer) {
      ModelResponse response = ModelResponse.EMPTY;
      try {
        response = Answers.read(answer);
      } catch (Throwable e) {
        Failures.record("koog answer", e);
      }
      call.end(response);
    }

    @Override
    public void completed() {}

    @Override
    public void failed(Throwable failure) {
      call.fail(failure);
    }

    @Override
    public void cancelled() {
      call.cancelled(false);
    }
  }
}
