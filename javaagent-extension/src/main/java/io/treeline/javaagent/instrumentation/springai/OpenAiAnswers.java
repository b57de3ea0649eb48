package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.semconv.GenAiAttributes;
import org.jspecify.annotations.Nullable;

/** What {@link OpenAiApiInstrumentation}'s advice does. */
public final class OpenAiAnswers {

  private static final OptionalMethod BODY = OptionalMethod.named("getBody");
  private static final OptionalMethod SERVICE_TIER = OptionalMethod.named("serviceTier");
  private static final OptionalMethod FINGERPRINT = OptionalMethod.named("systemFingerprint");

  private OpenAiAnswers() {}

  /**
   * An answer arrived.
   *
   * @param entity a {@code ResponseEntity}
   */
  public static void arrived(@Nullable Object entity) {
    ModelCall call = ModelCall.current(Context.current());
    Object answer = BODY.call(entity);
    if (call != null && answer != null) {
      call.end(
          ModelResponse.builder()
              .set(GenAiAttributes.OPENAI_RESPONSE_SERVICE_TIER, SERVICE_TIER.text(answer))
              .set(GenAiAttributes.OPENAI_RESPONSE_SYSTEM_FINGERPRINT, FINGERPRINT.text(answer))
              .build());
    }
  }
}
