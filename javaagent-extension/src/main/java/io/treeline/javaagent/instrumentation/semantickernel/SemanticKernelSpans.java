package io.treeline.javaagent.instrumentation.semantickernel;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.AdoptedSpan;
import io.opentelemetry.javaagent.treeline.genai.Adoption;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.SpanAdopter;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;

/**
 * The library's own spans where this room sees nothing: switched off, or a version it does not
 * know. Those of functions are folded: they do not tell which call of the model's they answer, so
 * tools are inferred from what is sent back to it.
 *
 * <p>Loaded with the extension, unlike the rest of the room: refers to nothing of it.
 */
public final class SemanticKernelSpans implements SpanAdopter {

  @Override
  public boolean adopts(String scopeName) {
    return scopeName.equals("SemanticKernel");
  }

  @Override
  public Adoption adopt(Context parent, ReadWriteSpan span) {
    if (span.getName().startsWith("function_invocation ")) {
      return Adoption.folded();
    }
    return Adoption.modelCall(
        ModelRequest.builder(
                span.getName().startsWith("chat.")
                    ? GenAiOperations.CHAT
                    : GenAiOperations.TEXT_COMPLETION)
            .model(span.getAttribute(GenAiAttributes.REQUEST_MODEL))
            .provider(span.getAttribute(GenAiAttributes.SYSTEM))
            .build());
  }

  @Override
  public void complete(AdoptedSpan span) {
    span.remove(GenAiAttributes.SYSTEM);
  }
}
