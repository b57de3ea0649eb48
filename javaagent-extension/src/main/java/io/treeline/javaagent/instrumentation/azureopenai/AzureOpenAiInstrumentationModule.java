package io.treeline.javaagent.instrumentation.azureopenai;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** Microsoft's client of Azure OpenAI and OpenAI. */
public final class AzureOpenAiInstrumentationModule extends BaseInstrumentationModule {

  public AzureOpenAiInstrumentationModule() {
    super(
        "azure-openai",
        "com.azure.ai.openai.implementation.OpenAIClientImpl",
        "azure-ai-openai 1.0.0-beta.8 to 1.0.0-beta.16");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(new GeneratedClientInstrumentation(), new RetryPolicyInstrumentation());
  }
}
