package io.treeline.javaagent.instrumentation.langchain4j;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** AI services and their tools, from {@code langchain4j}. */
public final class LangChain4jServiceInstrumentationModule extends BaseInstrumentationModule {

  public LangChain4jServiceInstrumentationModule() {
    super("langchain4j-services", "dev.langchain4j.service.AiServices", "LangChain4j 1.0 to 1.19");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(
        new AiServiceInstrumentation(),
        new TokenStreamInstrumentation(),
        new StreamingHandlerInstrumentation(),
        new ToolServiceInstrumentation(),
        new ToolExecutorInstrumentation());
  }
}
