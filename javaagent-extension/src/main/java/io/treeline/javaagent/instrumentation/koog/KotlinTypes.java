package io.treeline.javaagent.instrumentation.koog;

import io.opentelemetry.javaagent.extension.ignore.IgnoredTypesBuilder;
import io.opentelemetry.javaagent.extension.ignore.IgnoredTypesConfigurer;

/** Has the agent look at the class we hook among those of Kotlin's that it ignores. */
public final class KotlinTypes implements IgnoredTypesConfigurer {

  @Override
  public void configure(IgnoredTypesBuilder builder) {
    builder.allowClass("kotlin.coroutines.jvm.internal.BaseContinuationImpl");
  }
}
