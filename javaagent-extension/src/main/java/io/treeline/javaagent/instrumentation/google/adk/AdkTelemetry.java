package io.treeline.javaagent.instrumentation.google.adk;

import io.opentelemetry.javaagent.treeline.genai.GenAiTelemetry;

/** One telemetry for the whole room. */
final class AdkTelemetry {

  /** Scope of ADK's own spans. */
  static final String NATIVE_SCOPE = "gcp.vertex.agent";

  private static final GenAiTelemetry INSTANCE =
      GenAiTelemetry.create("io.treeline.google-adk", null);

  static GenAiTelemetry get() {
    return INSTANCE;
  }

  private AdkTelemetry() {}
}
