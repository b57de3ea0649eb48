package io.treeline.javaagent.instrumentation.stainless.anthropic;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import io.treeline.javaagent.instrumentation.stainless.RetryingHttpClientInstrumentation;
import java.util.List;

/** The official Anthropic library. */
public final class AnthropicInstrumentationModule extends BaseInstrumentationModule {

  public AnthropicInstrumentationModule() {
    super("anthropic", "com.anthropic.core.ClientOptions", "anthropic-java 1.0 to 3.x");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(
        new AnthropicServiceInstrumentation(),
        new OwnTelemetryInstrumentation(),
        new RetryingHttpClientInstrumentation(
            "com.anthropic", AnthropicRetryAdvice.Backoff.class, AnthropicRetryAdvice.Send.class));
  }
}
