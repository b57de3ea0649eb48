package io.treeline.javaagent.instrumentation.ollama4j;

import io.github.ollama4j.models.generate.OllamaGenerateResponseModel;
import io.github.ollama4j.models.response.OllamaAsyncResultStreamer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.api.internal.cache.Cache;
import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.net.URI;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * What {@link AsyncStreamerInstrumentation}'s and {@link StreamedLineInstrumentation}'s advice do.
 */
public final class AsyncCalls {

  private static final OptionalMethod THINKING = OptionalMethod.named("getThinking");
  private static final OptionalMethod DONE_REASON = OptionalMethod.named("getDoneReason");
  private static final OptionalField REQUEST = OptionalField.named("requestBuilder");

  /** Where the application asked. Weak, compared by identity. */
  private static final Cache<OllamaAsyncResultStreamer, Context> CALLERS = Cache.weak();

  /** The call whose lines this thread decodes itself. */
  private static final ContextKey<OllamaCall> DECODING =
      ContextKey.named("treeline-ollama4j-decoding");

  private AsyncCalls() {}

  public static void created(OllamaAsyncResultStreamer streamer) {
    CALLERS.put(streamer, Context.current());
  }

  @SuppressWarnings("MustBeClosedChecker") // closed by end
  public static @Nullable Object begin(OllamaAsyncResultStreamer streamer) {
    Context caller = CALLERS.get(streamer);
    // As the thread is about to do, so that the span says so from its start.
    streamer.getOllamaRequestModel().setStream(true);
    OllamaCall call =
        OllamaCall.start(
            caller == null ? Context.current() : caller,
            streamer.getOllamaRequestModel(),
            host(streamer));
    return new Active(call, call.context().with(DECODING, call).makeCurrent());
  }

  /** Exceptions never leave the thread; the streamer remembers that it failed. */
  public static void end(
      OllamaAsyncResultStreamer streamer, @Nullable Object entered, @Nullable Throwable thrown) {
    if (entered instanceof Active active) {
      active.scope.close();
      if (thrown == null && !streamer.isSucceeded()) {
        active.call.answer().failed(streamer.getHttpStatusCode());
      }
      active.call.end(thrown);
    }
  }

  public static void line(OllamaGenerateResponseModel line) {
    OllamaCall call = Context.current().get(DECODING);
    if (call != null) {
      call.answer()
          .count(
              line.getModel(),
              DONE_REASON.text(line),
              line.getPromptEvalCount(),
              line.getEvalCount());
      call.arrived(call.answer().say(line.getResponse(), THINKING.text(line)));
    }
  }

  private static @Nullable String host(OllamaAsyncResultStreamer streamer) {
    if (!(REQUEST.get(streamer) instanceof HttpRequest.Builder builder)) {
      return null;
    }
    URI uri = builder.copy().build().uri();
    return uri.toString();
  }

  private record Active(OllamaCall call, Scope scope) {}
}
