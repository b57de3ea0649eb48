package io.treeline.javaagent.instrumentation.semantickernel;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.CoveredScopes;
import io.opentelemetry.javaagent.treeline.genai.GenAiTelemetry;

/** The spans of this room. */
final class SemanticKernelTelemetry {

  private static final GenAiTelemetry INSTANCE =
      GenAiTelemetry.create("io.treeline.semantic-kernel", null);

  /** Scope of the library's own spans. */
  private static final String NATIVE_SCOPE = "SemanticKernel";

  private SemanticKernelTelemetry() {}

  static GenAiTelemetry get() {
    return INSTANCE;
  }

  /** Where the library's own spans say nothing new. */
  static Context cover(Context context) {
    return CoveredScopes.cover(context, NATIVE_SCOPE);
  }
}
