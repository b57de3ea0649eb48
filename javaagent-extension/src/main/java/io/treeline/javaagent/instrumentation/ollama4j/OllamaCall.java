package io.treeline.javaagent.instrumentation.ollama4j;

import io.github.ollama4j.models.request.OllamaCommonRequest;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelStream;
import org.jspecify.annotations.Nullable;

/** One request to a model and what has arrived of its answer. */
final class OllamaCall {

  private static final ContextKey<OllamaCall> KEY = ContextKey.named("treeline-ollama4j-call");

  private final ModelCall call;
  private final Answer answer;
  private final @Nullable ModelStream stream;

  private OllamaCall(ModelCall call, Answer answer, @Nullable ModelStream stream) {
    this.call = call;
    this.answer = answer;
    this.stream = stream;
  }

  static OllamaCall start(Context parent, OllamaCommonRequest request, @Nullable String host) {
    ModelCall call =
        OllamaTelemetry.get()
            .startModelCall(parent, Requests.read(request, host, ToolLoop.nextCall(parent)));
    Answer answer = new Answer();
    return new OllamaCall(call, answer, request.isStream() ? call.stream(answer::response) : null);
  }

  /** The call {@code context} is in the middle of; null when there is none. */
  static @Nullable OllamaCall in(Context context) {
    return context.get(KEY);
  }

  /** For the library's work on this call. */
  Context context() {
    return call.context().with(KEY, this);
  }

  /** For the application's own handlers. */
  Context callerContext() {
    return call.parentContext();
  }

  Answer answer() {
    return answer;
  }

  void line(@Nullable String line) {
    arrived(answer.add(line));
  }

  void arrived(boolean content) {
    if (stream != null) {
      stream.received(content);
    }
  }

  void end(@Nullable Throwable thrown) {
    if (stream != null) {
      if (thrown == null) {
        stream.drained();
      } else {
        stream.failed(thrown);
      }
    } else if (thrown == null) {
      call.end(answer.response());
    } else {
      call.fail(thrown, answer.response());
    }
  }
}
