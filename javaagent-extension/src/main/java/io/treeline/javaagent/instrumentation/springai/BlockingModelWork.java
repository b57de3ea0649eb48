package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.OpenWork;
import org.jspecify.annotations.Nullable;

/** A request to a model that only ever answers at once. */
abstract class BlockingModelWork implements ObservedWork {

  private @Nullable ModelCall call;
  private ModelResponse response = ModelResponse.EMPTY;
  private @Nullable Throwable failure;

  /** Value of {@code gen_ai.operation.name}. */
  abstract String operation();

  abstract ModelRequest read(Context parent);

  abstract ModelResponse read(Object result);

  @Override
  public OpenWork start(Context parent, @Nullable Subscription subscription) {
    ModelRequest request;
    try {
      request = read(parent);
    } catch (Throwable e) {
      Failures.record("spring-ai request", e);
      request = ModelRequest.builder(operation()).build();
    }
    ModelCall started = SpringAiTelemetry.get().startModelCall(parent, request);
    call = started;
    return OpenWork.begin(parent, started.context(), null);
  }

  @Override
  public void returned(@Nullable Object result) {
    if (result != null) {
      response = read(result);
    }
  }

  @Override
  public void failed(Throwable thrown) {
    failure = thrown;
  }

  @Override
  public void stop() {
    if (call == null) {
      return;
    }
    if (failure != null) {
      call.fail(failure, response);
    } else {
      call.end(response);
    }
  }
}
