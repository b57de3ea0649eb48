package io.treeline.javaagent.instrumentation.langchain4j;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import java.time.Duration;

/** What {@link RetryInstrumentation}'s advice does. */
public final class Retries {

  private Retries() {}

  /**
   * A model will be asked again.
   *
   * @param retry number of the attempt that failed; 0 is the first
   */
  public static void beforeRetry(int retry, int delayMillis) {
    ModelCall call = ModelCall.current(Context.current());
    if (call != null) {
      call.retry(retry + 1, null, Duration.ofMillis(delayMillis));
    }
  }
}
