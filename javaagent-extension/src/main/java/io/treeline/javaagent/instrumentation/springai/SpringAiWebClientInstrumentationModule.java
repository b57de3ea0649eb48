package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** {@code WebClient}, from {@code spring-webflux}, beneath streamed model calls. */
public final class SpringAiWebClientInstrumentationModule extends BaseInstrumentationModule {

  public SpringAiWebClientInstrumentationModule() {
    super(
        "spring-ai-web-client",
        "org.springframework.web.reactive.function.client.ExchangeFunctions",
        "Spring 6.1 to 7.0");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(new ExchangeFunctionInstrumentation());
  }
}
