package io.treeline.javaagent.instrumentation.langchain4j;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.treeline.semconv.GenAiOperations;
import org.jspecify.annotations.Nullable;

/** What {@link ChatModelInstrumentation}'s advice does. */
public final class ChatCalls {

  private ChatCalls() {}

  public static @Nullable Object begin(Object model, @Nullable ChatRequest request) {
    return request == null
        ? null
        : ActiveModelCall.start(read(model, request, /* streaming= */ false));
  }

  public static void end(
      @Nullable Object call, @Nullable ChatResponse response, @Nullable Throwable thrown) {
    if (call instanceof ActiveModelCall active) {
      active.end(read(response), thrown);
    }
  }

  /** Without details when the request cannot be read: the call has a span in any case. */
  static ModelRequest read(Object model, ChatRequest request, boolean streaming) {
    try {
      return ChatRequests.read(model, request, streaming);
    } catch (Throwable e) {
      Failures.record("langchain4j request", e);
      return ModelRequest.builder(GenAiOperations.CHAT).streaming(streaming).build();
    }
  }

  /** Empty when there is no response or it cannot be read: the call ends in any case. */
  static ModelResponse read(@Nullable ChatResponse response) {
    try {
      return response == null ? ModelResponse.EMPTY : ChatResponses.read(response);
    } catch (Throwable e) {
      Failures.record("langchain4j response", e);
      return ModelResponse.EMPTY;
    }
  }
}
