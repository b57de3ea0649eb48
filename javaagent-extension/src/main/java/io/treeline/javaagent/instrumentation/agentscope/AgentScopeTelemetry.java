package io.treeline.javaagent.instrumentation.agentscope;

import io.opentelemetry.javaagent.treeline.genai.GenAiTelemetry;

/** The spans of this room. */
final class AgentScopeTelemetry {

  private static final GenAiTelemetry INSTANCE =
      GenAiTelemetry.create("io.treeline.agentscope", null);

  private AgentScopeTelemetry() {}

  static GenAiTelemetry get() {
    return INSTANCE;
  }
}
