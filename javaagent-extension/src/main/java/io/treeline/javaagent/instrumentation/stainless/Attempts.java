package io.treeline.javaagent.instrumentation.stainless;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The client's own attempts at a call, told on whatever thread they run. */
public final class Attempts {

  /**
   * The client is about to try again.
   *
   * @param status of the attempt before; null when it brought no response
   */
  public static void repeating(int attempt, @Nullable Integer status, Duration backoff) {
    ModelCall current = ModelCall.current(Context.current());
    if (current != null) {
      current.retry(attempt, status == null ? null : status.toString(), backoff);
    }
  }

  /** An attempt threw; the client is about to decide whether to try again. */
  public static void failed(Throwable failure) {
    ModelCall current = ModelCall.current(Context.current());
    if (current != null) {
      current.attemptFailed(failure);
    }
  }

  private Attempts() {}
}
