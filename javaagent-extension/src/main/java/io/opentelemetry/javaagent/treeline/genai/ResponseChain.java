package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.session.SessionContext;
import io.treeline.semconv.GenAiAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers that later requests continue from by {@code previous_response_id}: the conversation and
 * the session run on through them although each may be a trace of its own.
 *
 * <p>Only APIs that keep answers take part; they say so by {@code openai.api.type = responses}.
 * Bounded: the answer not used for the longest time is forgotten first.
 */
final class ResponseChain {

  private static final int MAX_RESPONSES = 4096;
  private static final String STATEFUL_API = "responses";

  private static final Map<String, ChainedResponse> RESPONSES =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ChainedResponse> eldest) {
          return size() > MAX_RESPONSES;
        }
      };

  /** The answer {@code request} continues from; null when it names none we saw. */
  static @Nullable ChainedResponse previous(ModelRequest request) {
    String id = request.attributes().get(GenAiAttributes.REQUEST_PREVIOUS_RESPONSE_ID);
    if (id == null) {
      return null;
    }
    synchronized (RESPONSES) {
      return RESPONSES.get(id);
    }
  }

  static void record(
      ModelRequest request,
      ModelResponse response,
      @Nullable ChainedResponse previous,
      Span span,
      Context parent) {
    if (response.id() == null
        || !STATEFUL_API.equals(request.attributes().get(GenAiAttributes.OPENAI_API_TYPE))) {
      return;
    }
    String conversation = response.attributes().get(GenAiAttributes.CONVERSATION_ID);
    if (conversation == null) {
      conversation = request.attributes().get(GenAiAttributes.CONVERSATION_ID);
    }
    if (conversation == null && previous != null) {
      conversation = previous.conversationId();
    }
    String session = SessionContext.from(parent).id();
    if (session == null) {
      session = conversation != null ? conversation : span.getSpanContext().getTraceId();
    }
    ChainedResponse answer = new ChainedResponse(span.getSpanContext(), conversation, session);
    synchronized (RESPONSES) {
      RESPONSES.put(response.id(), answer);
    }
  }

  private ResponseChain() {}
}
