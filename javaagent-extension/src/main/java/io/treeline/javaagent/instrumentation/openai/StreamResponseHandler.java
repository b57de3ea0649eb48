package io.treeline.javaagent.instrumentation.openai;

import com.openai.core.http.StreamResponse;
import io.opentelemetry.javaagent.treeline.genai.ModelStream;
import io.opentelemetry.javaagent.treeline.genai.wire.StreamedAnswer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Stands for a streamed answer: everything passes through, what is read and its end is watched. */
final class StreamResponseHandler implements InvocationHandler {

  private final StreamResponse<?> response;
  private final StreamedAnswer answer;
  private final ModelStream stream;

  /** Reachable as long as the application holds any part of the stream. */
  private final Object owner;

  private @Nullable Stream<?> original;
  private @Nullable Stream<?> wrapped;

  private StreamResponseHandler(
      StreamResponse<?> response, StreamedAnswer answer, ModelStream stream, Object owner) {
    this.response = response;
    this.answer = answer;
    this.stream = stream;
    this.owner = owner;
  }

  static Object wrap(
      StreamResponse<?> response, StreamedAnswer answer, ModelStream stream, Object owner) {
    return Proxy.newProxyInstance(
        StreamResponse.class.getClassLoader(),
        new Class<?>[] {StreamResponse.class},
        new StreamResponseHandler(response, answer, stream, owner));
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    return switch (method.getName()) {
      case "stream" -> stream();
      case "close" -> close();
      case "equals" -> arguments != null && proxy == arguments[0];
      default -> RawResponseHandler.forward(response, method, arguments);
    };
  }

  /** The library may return one stream at each call, which is good for one use. */
  private synchronized Stream<?> stream() {
    Stream<?> returned = response.stream();
    if (wrapped == null || returned != original) {
      original = returned;
      wrapped = watch(returned);
    }
    return wrapped;
  }

  private <T> Stream<T> watch(Stream<T> returned) {
    return StreamSupport.stream(
            () -> new WatchedSpliterator<>(returned.spliterator(), answer, stream, owner),
            0,
            returned.isParallel())
        .onClose(returned::close);
  }

  private @Nullable Object close() {
    try {
      response.close();
    } finally {
      if (Thread.currentThread().getName().startsWith("Cleaner-")) {
        // The library closes what nobody holds any more, from a cleaner's thread.
        stream.abandoned();
      } else {
        stream.closed();
      }
    }
    return null;
  }
}
