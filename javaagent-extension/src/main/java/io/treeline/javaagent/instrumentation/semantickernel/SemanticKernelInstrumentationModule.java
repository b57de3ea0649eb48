package io.treeline.javaagent.instrumentation.semantickernel;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** Semantic Kernel for Java. */
public final class SemanticKernelInstrumentationModule extends BaseInstrumentationModule {

  public SemanticKernelInstrumentationModule() {
    super(
        "semantic-kernel",
        "com.microsoft.semantickernel.semanticfunctions.KernelFunction",
        "Semantic Kernel for Java 1.0.2 to 1.4.2");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(
        new ChatServiceInstrumentation(),
        new FunctionInstrumentation(),
        new FunctionToolInstrumentation(),
        new NativeSpanInstrumentation());
  }
}
