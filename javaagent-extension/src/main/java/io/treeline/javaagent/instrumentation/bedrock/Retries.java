package io.treeline.javaagent.instrumentation.bedrock;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.internal.http.pipeline.stages.utils.RetryableStageHelper;

/** What {@link RetryInstrumentation}'s advice does, for calls that are a model's. */
public final class Retries {

  private static final Map<RetryableStageHelper, ModelCall> CALLS =
      Collections.synchronizedMap(new WeakHashMap<>());

  static void begin(RetryableStageHelper attempts) {
    ModelCall call = ModelCall.current(Context.current());
    if (call != null) {
      CALLS.put(attempts, call);
    }
  }

  static void retrying(RetryableStageHelper attempts, Duration backoff) {
    ModelCall call = CALLS.get(attempts);
    if (call != null) {
      // Attempts are counted from 1: the one that failed has the number of the retry.
      call.retry(attempts.getAttemptNumber(), reason(attempts.getLastException()), backoff);
    }
  }

  private static @Nullable String reason(@Nullable Throwable failure) {
    if (failure instanceof SdkServiceException answered && answered.statusCode() > 0) {
      return Integer.toString(answered.statusCode());
    }
    return failure == null ? null : failure.getClass().getName();
  }

  private Retries() {}
}
