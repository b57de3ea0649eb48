package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.javaagent.treeline.genai.GenAiTelemetry;

/** This room's telemetry. */
final class SpringAiTelemetry {

  private static final GenAiTelemetry INSTANCE =
      GenAiTelemetry.create("io.treeline.spring-ai", null);

  static GenAiTelemetry get() {
    return INSTANCE;
  }

  private SpringAiTelemetry() {}
}
