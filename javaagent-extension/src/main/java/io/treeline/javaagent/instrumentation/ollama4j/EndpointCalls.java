package io.treeline.javaagent.instrumentation.ollama4j;

import io.github.ollama4j.models.request.OllamaCommonRequest;
import io.github.ollama4j.models.request.OllamaEndpointCaller;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import org.jspecify.annotations.Nullable;

/** What {@link EndpointCallerInstrumentation}'s advice does. */
public final class EndpointCalls {

  private EndpointCalls() {}

  /** A request is about to be sent; the calling thread reads the whole answer. */
  @SuppressWarnings("MustBeClosedChecker") // closed by end
  public static @Nullable Object begin(OllamaEndpointCaller caller, @Nullable Object body) {
    if (!(body instanceof OllamaCommonRequest request)) {
      return null;
    }
    OllamaCall call = OllamaCall.start(Context.current(), request, caller.getHost());
    return new Active(call, call.context().makeCurrent());
  }

  public static void end(@Nullable Object entered, @Nullable Throwable thrown) {
    if (entered instanceof Active active) {
      active.scope.close();
      active.call.end(thrown);
    }
  }

  /**
   * A line of the answer is about to be read and handed to the application's handler, whose work is
   * no part of the call.
   *
   * @return what {@link #lineHandled} closes
   */
  @SuppressWarnings("MustBeClosedChecker") // closed by lineHandled
  public static @Nullable Object line(@Nullable String line) {
    OllamaCall call = OllamaCall.in(Context.current());
    if (call == null) {
      return null;
    }
    try {
      call.line(line);
    } catch (Throwable e) {
      Failures.record("ollama4j line", e);
    }
    return call.callerContext().makeCurrent();
  }

  public static void lineHandled(@Nullable Object scope) {
    if (scope instanceof Scope open) {
      open.close();
    }
  }

  private record Active(OllamaCall call, Scope scope) {}
}
