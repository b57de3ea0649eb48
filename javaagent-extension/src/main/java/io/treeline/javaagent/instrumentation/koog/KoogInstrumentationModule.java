package io.treeline.javaagent.instrumentation.koog;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** Koog. */
public final class KoogInstrumentationModule extends BaseInstrumentationModule {

  public KoogInstrumentationModule() {
    super("koog", "ai.koog.prompt.message.MessagePart", "Koog 1.0.0 to 1.1.1");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(
        new AgentRunInstrumentation(),
        new AgentSessionInstrumentation(),
        new ContinuationInstrumentation(),
        new ModelInstrumentation(),
        new ToolInstrumentation());
  }
}
