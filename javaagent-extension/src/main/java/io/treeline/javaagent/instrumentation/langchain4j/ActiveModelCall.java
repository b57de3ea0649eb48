package io.treeline.javaagent.instrumentation.langchain4j;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import org.jspecify.annotations.Nullable;

/** A model call from the entry of a method to its exit, current on the calling thread. */
record ActiveModelCall(ModelCall call, Scope scope) {

  @SuppressWarnings("MustBeClosedChecker") // closed by end
  static ActiveModelCall start(ModelRequest request) {
    ModelCall call = LangChain4jTelemetry.get().startModelCall(Context.current(), request);
    return new ActiveModelCall(call, call.makeCurrent());
  }

  void end(ModelResponse response, @Nullable Throwable thrown) {
    scope.close();
    if (thrown == null) {
      call.end(response);
    } else {
      call.fail(thrown, HttpFailures.builder(thrown).build());
    }
  }
}
