package io.treeline.javaagent.instrumentation.stainless;

import io.opentelemetry.javaagent.treeline.genai.CallerSession;
import io.opentelemetry.javaagent.treeline.genai.GenAiTelemetry;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import org.jspecify.annotations.Nullable;

/**
 * What one library says of itself: these libraries have the same shape, and each has types of its
 * own for it.
 *
 * @param <P> parameters of a call
 * @param <C> options of a client
 * @param <O> options of a call
 */
public interface StainlessLibrary<P, C, O> {

  /** Short name, such as {@code openai}. */
  String name();

  GenAiTelemetry telemetry();

  JsonBodies json();

  /** The interface {@code HttpResponseFor}. */
  Class<?> rawResponse();

  /** The interface {@code StreamResponse}. */
  Class<?> streamResponse();

  /** Null for parameters of an API that is not traced. */
  @Nullable RequestBody body(P params);

  /** Null when it cannot be told. */
  @Nullable String baseUrl(C client);

  /** What headers of the call, or else of its client, say of the session. */
  @Nullable CallerSession callerSession(P params, C client);

  /** What the application calls the conversation; null when it does not say. */
  default @Nullable String conversationId(O options) {
    return null;
  }

  /** Adds to an answer what only its HTTP response tells; {@code response} is a raw response. */
  default void describe(ModelCall call, Object response) {}
}
