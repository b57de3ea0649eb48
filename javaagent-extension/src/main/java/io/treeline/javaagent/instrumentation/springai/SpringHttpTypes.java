package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.javaagent.extension.ignore.IgnoredTypesBuilder;
import io.opentelemetry.javaagent.extension.ignore.IgnoredTypesConfigurer;

/** Has the agent look at the classes we hook among those of Spring's that it ignores. */
public final class SpringHttpTypes implements IgnoredTypesConfigurer {

  @Override
  public void configure(IgnoredTypesBuilder builder) {
    builder.allowClass("org.springframework.http.client.AbstractClientHttpRequest");
    builder.allowClass("org.springframework.web.reactive.function.client.ExchangeFunctions$");
  }
}
