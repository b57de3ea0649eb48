package io.treeline.javaagent.instrumentation.langchain4j;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import org.jspecify.annotations.Nullable;

/** What {@link StreamingChatModelInstrumentation}'s advice does. */
public final class StreamingChatCalls {

  private StreamingChatCalls() {}

  /**
   * A model is asked for a streamed answer.
   *
   * @return what {@link #returned} needs, and the handler the model shall get
   */
  @SuppressWarnings("MustBeClosedChecker") // closed by returned
  public static @Nullable Object[] begin(
      Object model, @Nullable ChatRequest request, @Nullable StreamingChatResponseHandler handler) {
    if (request == null || handler == null) {
      return new @Nullable Object[] {null, handler};
    }
    ModelCall call =
        LangChain4jTelemetry.get()
            .startModelCall(
                Context.current(), ChatCalls.read(model, request, /* streaming= */ true));
    if (call.isJoined()) {
      return new @Nullable Object[] {null, handler};
    }
    StreamedAnswer answer = StreamedAnswer.of(call, handler);
    return new @Nullable Object[] {
      new Streaming(answer, call.makeCurrent()), answer.observedHandler()
    };
  }

  /** The model's method returned; the answer goes on, unless the method threw. */
  public static void returned(@Nullable Object @Nullable [] entered, @Nullable Throwable thrown) {
    if (entered != null && entered[0] instanceof Streaming streaming) {
      streaming.scope().close();
      if (thrown != null) {
        streaming.answer().failed(thrown);
      }
    }
  }

  private record Streaming(StreamedAnswer answer, Scope scope) {}
}
