package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** {@code RestClient}, from {@code spring-web}, beneath model calls. */
public final class SpringAiHttpInstrumentationModule extends BaseInstrumentationModule {

  public SpringAiHttpInstrumentationModule() {
    super(
        "spring-ai-http",
        "org.springframework.http.client.AbstractClientHttpRequest",
        "Spring 6.1 to 7.0");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(new ClientHttpRequestInstrumentation());
  }
}
