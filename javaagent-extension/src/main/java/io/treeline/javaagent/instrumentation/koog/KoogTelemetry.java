package io.treeline.javaagent.instrumentation.koog;

import io.opentelemetry.javaagent.treeline.genai.GenAiTelemetry;

/** The spans of this room. */
final class KoogTelemetry {

  private static final GenAiTelemetry INSTANCE = GenAiTelemetry.create("io.treeline.koog", null);

  private KoogTelemetry() {}

  static GenAiTelemetry get() {
    return INSTANCE;
  }
}
