package io.treeline.javaagent.instrumentation.springai;

import io.micrometer.observation.Observation;
import java.util.function.Supplier;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** See {@link ObservationInstrumentation}. */
@SuppressWarnings("unused")
public final class ModelObservationAdvice {

  @Advice.OnMethodExit(suppress = Throwable.class)
  @Advice.AssignReturned.ToReturned
  public static @Nullable Observation onExit(
      @Advice.This Object documentation,
      @Advice.Argument(2) @Nullable Supplier<?> context,
      @Advice.Return @Nullable Observation created) {
    return ModelObservations.companion(documentation, context, created);
  }

  private ModelObservationAdvice() {}
}
