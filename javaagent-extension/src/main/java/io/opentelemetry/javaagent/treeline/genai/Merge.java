package io.opentelemetry.javaagent.treeline.genai;

/** What two layers of one call say of it, as one. */
final class Merge {

  /** {@code inner} is nearer to the wire and wins where it says anything. */
  static ModelRequest requests(ModelRequest inner, ModelRequest outer) {
    // Instructions and messages belong together: one layer may carry the former among the latter.
    boolean hasContent = !inner.messages().isEmpty() || !inner.systemInstructions().isEmpty();
    return new ModelRequest(
        outer.operation(),
        inner.provider() != null ? inner.provider() : outer.provider(),
        inner.model() != null ? inner.model() : outer.model(),
        inner.streaming() || outer.streaming(),
        outer.attributes().toBuilder().putAll(inner.attributes()).build(),
        hasContent ? inner.systemInstructions() : outer.systemInstructions(),
        hasContent ? inner.messages() : outer.messages(),
        inner.tools().isEmpty() ? outer.tools() : inner.tools(),
        inner.toolResults().isEmpty() ? outer.toolResults() : inner.toolResults(),
        inner.callerSession() != null ? inner.callerSession() : outer.callerSession());
  }

  private Merge() {}
}
