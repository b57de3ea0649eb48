package io.treeline.javaagent.instrumentation.google.genai;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** The official Gemini library. */
public final class GoogleGenAiInstrumentationModule extends BaseInstrumentationModule {

  public GoogleGenAiInstrumentationModule() {
    super("google-genai", "com.google.genai.Models", "google-genai 1.0 to 1.x");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(
        new ModelsInstrumentation(),
        new AsyncModelsInstrumentation(),
        new ChatInstrumentation(),
        new ResponseStreamInstrumentation(),
        new FunctionInstrumentation(),
        new RetryInstrumentation(),
        new HttpOptionsInstrumentation());
  }
}
