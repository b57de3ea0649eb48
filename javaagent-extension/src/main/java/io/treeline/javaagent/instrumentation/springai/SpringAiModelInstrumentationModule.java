package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** Models and tools, from {@code spring-ai-model}: what every application of Spring AI has. */
public final class SpringAiModelInstrumentationModule extends BaseInstrumentationModule {

  public SpringAiModelInstrumentationModule() {
    super(
        "spring-ai-models",
        "org.springframework.ai.chat.observation.ChatModelObservationContext",
        "Spring AI 1.0 to 2.0");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(
        new ObservationInstrumentation(ModelObservationAdvice.class.getName()),
        new ChatModelInstrumentation(),
        new UsageInstrumentation(),
        new OpenAiApiInstrumentation(),
        new ToolManagerInstrumentation(),
        new ToolCallbackInstrumentation());
  }
}
