package io.treeline.javaagent.instrumentation.google.adk;

import com.google.adk.models.BaseLlm;
import com.google.adk.models.LlmRequest;
import com.google.adk.models.LlmResponse;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelStream;
import io.reactivex.rxjava3.core.Flowable;
import io.treeline.javaagent.instrumentation.google.Generations;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.TreelineAttributes;
import org.jspecify.annotations.Nullable;

/**
 * One call of a model. It ends with the answer, before the agent goes on to the tools the answer
 * chooses.
 */
public final class LlmCalls implements Watcher<LlmResponse> {

  private final ModelCall call;
  private final Scope scope;
  private final ReceivedResponses received = new ReceivedResponses();
  private final @Nullable ModelStream stream;
  private boolean ended;

  private LlmCalls(ModelCall call, Scope scope, boolean streaming) {
    this.call = call;
    this.scope = scope;
    this.stream = streaming ? call.stream(received) : null;
  }

  /** Null when it cannot be traced; the call goes on all the same. */
  @SuppressWarnings("MustBeClosedChecker") // closed when the method returns
  public static @Nullable LlmCalls begin(BaseLlm llm, LlmRequest request, boolean streaming) {
    try {
      Context parent = Context.current();
      ModelRequest.Builder asked =
          ModelRequest.builder(GenAiOperations.CHAT)
              .model(request.model().orElse(llm.model()))
              .provider(provider(llm))
              .streaming(streaming);
      Generations.readRequest(asked, request.contents(), request.config().orElse(null));
      AgentRuns.Run agent = AgentRuns.Run.in(parent);
      if (agent != null) {
        asked.set(TreelineAttributes.AGENT_ITERATION, agent.nextModelCall());
      }
      ModelCall call = AdkTelemetry.get().startModelCall(parent, asked.build());
      return new LlmCalls(call, call.makeCurrent(), streaming);
    } catch (Throwable e) {
      Failures.record("adk request", e);
      return null;
    }
  }

  /** The model's method returned what will bring the answer, or threw. */
  public @Nullable Flowable<LlmResponse> returned(
      @Nullable Flowable<LlmResponse> responses, @Nullable Throwable failure) {
    scope.close();
    if (failure != null || responses == null) {
      failed(failure == null ? new IllegalStateException("the model returned null") : failure);
      return responses;
    }
    WatchedFlowable<LlmResponse> watched = new WatchedFlowable<>(responses, () -> this);
    if (stream != null) {
      stream.endWhenUnreachable(watched);
    } else {
      Runnable unused = call.endWhenUnreachable(watched);
    }
    return watched;
  }

  @Override
  public Context inside() {
    return call.context();
  }

  @Override
  public Context outside() {
    return call.parentContext();
  }

  @Override
  public void next(LlmResponse response) {
    boolean last = received.accept(response);
    if (stream != null) {
      stream.received(response.content().isPresent());
    }
    if (last || stream == null) {
      completed();
    }
  }

  @Override
  public void completed() {
    if (ended) {
      return;
    }
    ended = true;
    if (stream != null) {
      stream.drained();
    } else {
      call.end(received.get());
    }
  }

  @Override
  public void failed(Throwable failure) {
    if (ended) {
      return;
    }
    ended = true;
    if (stream != null) {
      stream.failed(failure);
    } else {
      call.fail(failure, received.get());
    }
  }

  @Override
  public void cancelled() {
    if (ended) {
      return;
    }
    ended = true;
    if (stream != null) {
      stream.cancelled();
    } else {
      call.cancelled(false);
    }
  }

  /** Whose model it is, by ADK's class for it; what is nearer to the wire knows better. */
  private static @Nullable String provider(BaseLlm llm) {
    return switch (llm.getClass().getName()) {
      case "com.google.adk.models.Gemini" -> "gcp.gemini";
      case "com.google.adk.models.Claude" -> "anthropic";
      default -> null;
    };
  }
}
