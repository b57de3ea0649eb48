package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.treeline.semconv.GenAiAttributes;
import org.jspecify.annotations.Nullable;

/**
 * An answer a later request may continue from.
 *
 * @param conversationId null when the provider was told of none
 * @param sessionId session of the answer's call; its trace id when it had none
 */
record ChainedResponse(SpanContext span, @Nullable String conversationId, String sessionId) {

  void putTo(SpanBuilder builder, ModelRequest request) {
    builder.addLink(span);
    if (conversationId != null
        && request.attributes().get(GenAiAttributes.CONVERSATION_ID) == null) {
      builder.setAttribute(GenAiAttributes.CONVERSATION_ID, conversationId);
    }
  }
}
