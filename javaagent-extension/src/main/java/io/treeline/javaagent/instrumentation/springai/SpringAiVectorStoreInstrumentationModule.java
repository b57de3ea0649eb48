package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** Vector stores, from {@code spring-ai-vector-store}. */
public final class SpringAiVectorStoreInstrumentationModule extends BaseInstrumentationModule {

  public SpringAiVectorStoreInstrumentationModule() {
    super(
        "spring-ai-vector-store",
        "org.springframework.ai.vectorstore.observation.VectorStoreObservationContext",
        "Spring AI 1.0 to 2.0");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(new ObservationInstrumentation(VectorStoreObservationAdvice.class.getName()));
  }
}
