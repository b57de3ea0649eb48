package io.treeline.javaagent.instrumentation.springai;

import io.micrometer.observation.Observation;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.OpenWork;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gives observations that are worth a span their companion. */
final class Observations {

  private Observations() {}

  /**
   * An observation for Spring AI to use instead of {@code created}.
   *
   * @param created what the application's registry made
   * @param context supplies the observation's context
   * @param workOf null for a context that is not worth a span
   * @return null for {@code created} itself
   */
  static @Nullable Observation companion(
      @Nullable Observation created,
      @Nullable Supplier<?> context,
      Function<Observation.Context, @Nullable ObservedWork> workOf) {
    if (created == null || context == null || created instanceof OpenWork.Carrier) {
      return null;
    }
    try {
      Object observed = created.isNoop() ? context.get() : created.getContext();
      ObservedWork work =
          observed instanceof Observation.Context known ? workOf.apply(known) : null;
      return work == null ? null : new TracedObservation(created, work);
    } catch (Throwable e) {
      Failures.record("spring-ai observation", e);
      return null;
    }
  }
}
