package io.treeline.javaagent.instrumentation.ollama4j;

import io.opentelemetry.javaagent.treeline.genai.GenAiTelemetry;

/** The spans of this room. */
final class OllamaTelemetry {

  private static final GenAiTelemetry INSTANCE =
      GenAiTelemetry.create("io.treeline.ollama4j", "ollama");

  private OllamaTelemetry() {}

  static GenAiTelemetry get() {
    return INSTANCE;
  }
}
