package io.treeline.javaagent.instrumentation.stainless;

import io.opentelemetry.javaagent.treeline.genai.ModelStream;
import io.opentelemetry.javaagent.treeline.genai.wire.StreamedAnswer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Stands for a streamed answer: everything passes through, what is read and its end is watched. */
final class StreamResponseHandler implements InvocationHandler {

  private final Object response;
  private final Method streamMethod;
  private final StainlessLibrary<?, ?, ?> library;
  private final StreamedAnswer answer;
  private final ModelStream stream;

  /** Reachable as long as the application holds any part of the stream. */
  private final Object owner;

  private @Nullable Stream<?> original;
  private @Nullable Stream<?> wrapped;

  private StreamResponseHandler(
      Object response,
      Method streamMethod,
      StainlessLibrary<?, ?, ?> library,
      StreamedAnswer answer,
      ModelStream stream,
      Object owner) {
    this.response = response;
    this.streamMethod = streamMethod;
    this.library = library;
    this.answer = answer;
    this.stream = stream;
    this.owner = owner;
  }

  static Object wrap(
      Object response,
      StainlessLibrary<?, ?, ?> library,
      StreamedAnswer answer,
      ModelStream stream,
      Object owner)
      throws ReflectiveOperationException {
    Class<?> type = library.streamResponse();
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        new StreamResponseHandler(
            response, type.getMethod("stream"), library, answer, stream, owner));
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    return switch (method.getName()) {
      case "stream" -> stream();
      // Newer versions are Iterable, and would take these from the stream that is not watched.
      case "iterator" -> stream().iterator();
      case "spliterator" -> stream().spliterator();
      case "forEach" -> forEach(arguments);
      case "close" -> close(method);
      case "equals" -> arguments != null && proxy == arguments[0];
      default -> RawResponseHandler.forward(response, method, arguments);
    };
  }

  /** The library may return one stream at each call, which is good for one use. */
  private synchronized Stream<?> stream() throws Throwable {
    Stream<?> returned = (Stream<?>) RawResponseHandler.forward(response, streamMethod, null);
    if (returned == null) {
      return Stream.empty();
    }
    if (wrapped == null || returned != original) {
      original = returned;
      wrapped = watch(returned);
    }
    return wrapped;
  }

  @SuppressWarnings("unchecked") // the consumer takes what the stream has
  private @Nullable Object forEach(@Nullable Object @Nullable [] arguments) throws Throwable {
    if (arguments != null && arguments[0] instanceof Consumer<?> consumer) {
      stream().iterator().forEachRemaining((Consumer<Object>) consumer);
    }
    return null;
  }

  private <T> Stream<T> watch(Stream<T> returned) {
    return StreamSupport.stream(
            () -> new WatchedSpliterator<>(returned.spliterator(), library, answer, stream, owner),
            0,
            returned.isParallel())
        .onClose(returned::close);
  }

  private @Nullable Object close(Method method) throws Throwable {
    try {
      RawResponseHandler.forward(response, method, null);
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
