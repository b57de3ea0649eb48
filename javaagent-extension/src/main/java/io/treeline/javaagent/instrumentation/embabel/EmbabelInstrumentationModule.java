package io.treeline.javaagent.instrumentation.embabel;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** Embabel. */
public final class EmbabelInstrumentationModule extends BaseInstrumentationModule {

  public EmbabelInstrumentationModule() {
    super(
        "embabel", "com.embabel.agent.core.support.AbstractAgentProcess", "Embabel 0.2.0 to 0.5.0");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(new ProcessInstrumentation(), new ToolLoopInstrumentation());
  }
}
