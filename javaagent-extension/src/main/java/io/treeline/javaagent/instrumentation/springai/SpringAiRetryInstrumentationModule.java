package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** Spring Retry beneath the models of Spring AI 1. */
public final class SpringAiRetryInstrumentationModule extends BaseInstrumentationModule {

  public SpringAiRetryInstrumentationModule() {
    super("spring-ai-retry", "org.springframework.retry.support.RetryTemplate", "Spring Retry 2.0");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(new BackOffInstrumentation());
  }
}
