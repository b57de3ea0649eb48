package io.treeline.javaagent.instrumentation.treelineapi;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** Methods with the annotations of our own API. */
public final class TracedAnnotationsInstrumentationModule extends BaseInstrumentationModule {

  public TracedAnnotationsInstrumentationModule() {
    super("api-annotations", "io.treeline.api.annotation.TracedTool", "treeline-api 0.1");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(new TracedMethodInstrumentation());
  }
}
