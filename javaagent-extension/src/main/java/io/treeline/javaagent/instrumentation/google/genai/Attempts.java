package io.treeline.javaagent.instrumentation.google.genai;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What {@link RetryInstrumentation}'s advice does, on whatever thread the client works. */
public final class Attempts {

  private static final OptionalMethod CODE = OptionalMethod.named("code");

  public static void retrying(int attempt, long backoffMillis) {
    ModelCall current = ModelCall.current(Context.current());
    if (current != null) {
      current.retry(attempt, null, Duration.ofMillis(backoffMillis));
    }
  }

  /**
   * One attempt came to its end.
   *
   * @param response OkHttp's; null when the attempt threw
   */
  public static void attempted(@Nullable Object response, @Nullable Throwable failure) {
    ModelCall current = ModelCall.current(Context.current());
    if (current == null) {
      return;
    }
    if (failure != null) {
      current.attemptFailed(failure);
      return;
    }
    Long code = CODE.number(response);
    if (code != null && code >= 400) {
      current.attemptFailed(code.toString());
    }
  }

  private Attempts() {}
}
