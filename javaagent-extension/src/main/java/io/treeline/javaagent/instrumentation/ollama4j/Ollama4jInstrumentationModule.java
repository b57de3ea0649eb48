package io.treeline.javaagent.instrumentation.ollama4j;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** The Ollama4j client. */
public final class Ollama4jInstrumentationModule extends BaseInstrumentationModule {

  public Ollama4jInstrumentationModule() {
    super(
        "ollama4j",
        "io.github.ollama4j.models.request.OllamaChatEndpointCaller",
        "Ollama4j 1.0.100 to 1.1.6");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(
        new EndpointCallerInstrumentation(),
        new ClientInstrumentation(),
        new AgentInstrumentation(),
        new ToolFunctionInstrumentation(),
        new AsyncStreamerInstrumentation(),
        new StreamedLineInstrumentation());
  }
}
