package io.treeline.javaagent.instrumentation.stainless;

import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.ModelStream;
import io.opentelemetry.javaagent.treeline.genai.wire.StreamedAnswer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a raw response: everything passes through, {@code parse} and {@code close} are
 * watched.
 *
 * <p>A proxy, because the interface grows with the library and a class of ours would not.
 */
final class RawResponseHandler implements InvocationHandler {

  private final Object response;
  private final ServiceCall call;
  private final Runnable release;
  private final @Nullable StreamedAnswer answer;
  private final @Nullable ModelStream stream;
  private @Nullable Object parsedStream;
  private @Nullable Object wrappedStream;

  private RawResponseHandler(Object response, ServiceCall call) {
    this.response = response;
    this.call = call;
    if (call.streaming()) {
      answer = call.api().newStream();
      stream = call.call().stream(answer::response);
      stream.received(false);
      stream.endWhenUnreachable(this);
      release = () -> {};
    } else {
      answer = null;
      stream = null;
      release = call.call().endWhenUnreachable(this);
    }
  }

  static Object wrap(Object response, ServiceCall call) {
    Class<?> type = call.library().rawResponse();
    return Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, new RawResponseHandler(response, call));
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    return switch (method.getName()) {
      case "parse" -> parse(method);
      case "close" -> close(method);
      case "equals" -> arguments != null && proxy == arguments[0];
      default -> forward(response, method, arguments);
    };
  }

  /** Calls the method and throws what it throws. */
  static @Nullable Object forward(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private @Nullable Object parse(Method method) throws Throwable {
    Object parsed;
    try {
      parsed = forward(response, method, null);
    } catch (Throwable e) {
      if (stream != null) {
        stream.failed(e);
      } else {
        call.failed(e);
        release.run();
      }
      throw e;
    }
    Object watched = null;
    try {
      if (stream != null && answer != null && call.library().streamResponse().isInstance(parsed)) {
        watched = wrap(parsed, answer, stream);
      } else {
        call.answered(parsed);
        release.run();
      }
    } catch (Throwable e) {
      Failures.record("response", e);
    }
    return watched == null ? parsed : watched;
  }

  private @Nullable Object close(Method method) throws Throwable {
    try {
      forward(response, method, null);
    } finally {
      if (stream != null) {
        stream.closed();
      } else {
        call.call().end(ModelResponse.EMPTY);
        release.run();
      }
    }
    return null;
  }

  /** The same stream parsed twice is wrapped once. */
  private synchronized Object wrap(Object streamed, StreamedAnswer received, ModelStream watched)
      throws ReflectiveOperationException {
    if (wrappedStream == null || parsedStream != streamed) {
      parsedStream = streamed;
      wrappedStream = StreamResponseHandler.wrap(streamed, call.library(), received, watched, this);
    }
    return wrappedStream;
  }
}
