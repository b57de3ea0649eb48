package io.treeline.javaagent.instrumentation.langgraph4j;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** Graphs, from {@code langgraph4j-core}. */
public final class LangGraph4jInstrumentationModule extends BaseInstrumentationModule {

  public LangGraph4jInstrumentationModule() {
    super("langgraph4j", "org.bsc.langgraph4j.CompiledGraph", "LangGraph4j 1.4 to 1.8");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(
        new CompiledGraphInstrumentation(),
        new GeneratorInstrumentation(),
        new NodeActionInstrumentation());
  }
}
