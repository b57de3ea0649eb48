package io.treeline.javaagent.instrumentation.langchain4j;

import io.opentelemetry.javaagent.treeline.genai.GenAiTelemetry;

/** The spans of this room. */
public final class LangChain4jTelemetry {

  private static final GenAiTelemetry INSTANCE =
      GenAiTelemetry.create("io.treeline.langchain4j", null);

  private LangChain4jTelemetry() {}

  public static GenAiTelemetry get() {
    return INSTANCE;
  }
}
