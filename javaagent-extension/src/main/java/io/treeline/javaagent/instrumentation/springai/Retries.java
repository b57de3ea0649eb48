package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import java.time.Duration;
import org.springframework.retry.backoff.Sleeper;

/** What {@link BackOffInstrumentation}'s advice does. */
public final class Retries {

  private Retries() {}

  /**
   * A model will be asked again after a wait.
   *
   * @param sleeper who waits
   */
  public static void waiting(Sleeper sleeper, long millis) {
    ModelCall call = ModelCall.current(Context.current());
    if (call != null) {
      call.retry(call.retries() + 1, null, Duration.ofMillis(millis));
    }
  }
}
