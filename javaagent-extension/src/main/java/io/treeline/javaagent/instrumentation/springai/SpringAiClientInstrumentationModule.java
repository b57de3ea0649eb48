package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** Chat clients and their advisors, from {@code spring-ai-client-chat}. */
public final class SpringAiClientInstrumentationModule extends BaseInstrumentationModule {

  public SpringAiClientInstrumentationModule() {
    super(
        "spring-ai-client",
        "org.springframework.ai.chat.client.observation.ChatClientObservationContext",
        "Spring AI 1.0 to 2.0");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(
        new ObservationInstrumentation(ClientObservationAdvice.class.getName()),
        new ClientStreamInstrumentation());
  }
}
