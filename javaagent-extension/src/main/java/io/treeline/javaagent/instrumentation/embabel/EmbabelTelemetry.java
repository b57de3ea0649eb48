package io.treeline.javaagent.instrumentation.embabel;

import io.opentelemetry.javaagent.treeline.genai.GenAiTelemetry;

/** The spans of this room. */
final class EmbabelTelemetry {

  private static final GenAiTelemetry INSTANCE = GenAiTelemetry.create("io.treeline.embabel", null);

  private EmbabelTelemetry() {}

  static GenAiTelemetry get() {
    return INSTANCE;
  }
}
