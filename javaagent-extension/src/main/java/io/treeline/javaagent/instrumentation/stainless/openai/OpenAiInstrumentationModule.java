package io.treeline.javaagent.instrumentation.stainless.openai;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import io.treeline.javaagent.instrumentation.stainless.RetryingHttpClientInstrumentation;
import java.util.List;

/** The official OpenAI library. */
public final class OpenAiInstrumentationModule extends BaseInstrumentationModule {

  public OpenAiInstrumentationModule() {
    super("openai", "com.openai.core.ClientOptions", "openai-java 1.1 to 4.x");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(
        new OpenAiServiceInstrumentation(),
        new RetryingHttpClientInstrumentation(
            "com.openai", OpenAiRetryAdvice.Backoff.class, OpenAiRetryAdvice.Send.class));
  }
}
