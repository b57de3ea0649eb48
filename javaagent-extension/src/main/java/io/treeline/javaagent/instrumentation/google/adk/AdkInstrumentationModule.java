package io.treeline.javaagent.instrumentation.google.adk;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** Google's Agent Development Kit. */
public final class AdkInstrumentationModule extends BaseInstrumentationModule {

  public AdkInstrumentationModule() {
    super("google-adk", "com.google.adk.runner.Runner", "google-adk 0.1 to 1.x");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(
        new RunnerInstrumentation(),
        new AgentInstrumentation(),
        new LlmInstrumentation(),
        new ToolInstrumentation(),
        new FunctionToolInstrumentation());
  }
}
