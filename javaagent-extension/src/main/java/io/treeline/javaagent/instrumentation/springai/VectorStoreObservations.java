package io.treeline.javaagent.instrumentation.springai;

import io.micrometer.observation.Observation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.vectorstore.observation.VectorStoreObservationContext;

/** What {@link VectorStoreObservationAdvice} does. */
public final class VectorStoreObservations {

  private VectorStoreObservations() {}

  public static @Nullable Observation companion(
      Object documentation, @Nullable Supplier<?> context, @Nullable Observation created) {
    return documentation.getClass().getName().startsWith("org.springframework.ai.vectorstore.")
        ? Observations.companion(created, context, VectorStoreObservations::workOf)
        : null;
  }

  private static @Nullable ObservedWork workOf(Observation.Context context) {
    if (!(context instanceof VectorStoreObservationContext store)) {
      return null;
    }
    return "query".equals(store.getOperationName()) ? new SearchWork(store) : new StoreWork(store);
  }
}
