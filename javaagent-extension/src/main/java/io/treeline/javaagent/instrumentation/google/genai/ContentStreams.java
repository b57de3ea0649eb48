package io.treeline.javaagent.instrumentation.google.genai;

import com.google.genai.ResponseStream;
import com.google.genai.types.GenerateContentResponse;
import io.opentelemetry.instrumentation.api.internal.cache.Cache;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelStream;
import io.treeline.javaagent.instrumentation.google.StreamedContent;
import org.jspecify.annotations.Nullable;

/** What the advice on streamed answers does. */
public final class ContentStreams {

  /** Weak and by identity. What is kept refers to no stream. */
  private static final Cache<Object, Reading> READINGS = Cache.weak();

  static boolean isStream(Object response) {
    return response instanceof ResponseStream;
  }

  static void opened(Object response, ModelCall call) {
    StreamedContent content = new StreamedContent();
    ModelStream stream = call.stream(content);
    stream.received(false);
    READINGS.put(response, new Reading(content, stream));
    stream.endWhenUnreachable(response);
  }

  public static void read(
      @Nullable Object response, @Nullable Object chunk, @Nullable Throwable failure) {
    Reading reading = response == null ? null : READINGS.get(response);
    if (reading == null || reading.stream.hasEnded()) {
      return;
    }
    if (failure != null) {
      reading.stream.failed(failure);
      return;
    }
    boolean brought = false;
    try {
      brought =
          chunk instanceof GenerateContentResponse generated && reading.content.accept(generated);
    } catch (Throwable e) {
      Failures.record("google-genai chunk", e);
    }
    reading.stream.received(brought);
  }

  public static void drained(@Nullable Object response) {
    Reading reading = response == null ? null : READINGS.get(response);
    if (reading != null) {
      reading.stream.drained();
    }
  }

  public static void closed(Object response) {
    Reading reading = READINGS.get(response);
    if (reading != null) {
      reading.stream.closed();
    }
  }

  private record Reading(StreamedContent content, ModelStream stream) {}

  private ContentStreams() {}
}
