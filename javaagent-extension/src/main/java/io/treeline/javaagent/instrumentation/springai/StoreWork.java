package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.AgentStep;
import io.opentelemetry.javaagent.treeline.genai.OpenWork;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.TreelineAttributes;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.vectorstore.observation.VectorStoreObservationContext;

/** Documents added to a vector store, or deleted from it. */
final class StoreWork implements ObservedWork {

  private final VectorStoreObservationContext observed;
  private @Nullable AgentStep step;
  private @Nullable Throwable failure;

  StoreWork(VectorStoreObservationContext observed) {
    this.observed = observed;
  }

  @Override
  public OpenWork start(Context parent, @Nullable Subscription subscription) {
    String operation = observed.getOperationName();
    Attributes attributes =
        Attributes.of(
            TreelineAttributes.SPAN_KIND,
            "vector_db",
            CommonAttributes.DB_SYSTEM_NAME,
            observed.getDatabaseSystem(),
            CommonAttributes.DB_OPERATION_NAME,
            operation);
    AgentStep started =
        SpringAiTelemetry.get()
            .startStep(parent, operation + " " + SearchWork.dataSource(observed), attributes);
    step = started;
    return OpenWork.begin(parent, started.context(), null);
  }

  @Override
  public void failed(Throwable thrown) {
    failure = thrown;
  }

  @Override
  public void stop() {
    if (step == null) {
      return;
    }
    if (failure != null) {
      step.fail(failure);
    } else {
      step.end();
    }
  }
}
