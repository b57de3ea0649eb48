package io.treeline.javaagent.instrumentation.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.AgentRun;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * One streamed answer on its way to the application's handler.
 *
 * <p>A dynamic proxy and no class of ours that implements the interface: the interface has grown
 * with almost every version, and its new methods are defaults that such a class would not pass on.
 */
final class StreamedAnswer implements InvocationHandler {

  private final ModelCall call;
  private final StreamingChatResponseHandler handler;
  private final ReceivedAnswer received;
  private final ModelStream stream;

  private StreamedAnswer(
      ModelCall call,
      StreamingChatResponseHandler handler,
      ReceivedAnswer received,
      ModelStream stream) {
    this.call = call;
    this.handler = handler;
    this.received = received;
    this.stream = stream;
  }

  static StreamedAnswer of(ModelCall call, StreamingChatResponseHandler handler) {
    ReceivedAnswer received = new ReceivedAnswer(AgentRun.in(call.parentContext()));
    return new StreamedAnswer(call, handler, received, call.stream(received));
  }

  /** The handler to give to the model; when the model lets go of it the answer is abandoned. */
  StreamingChatResponseHandler observedHandler() {
    Object proxy =
        Proxy.newProxyInstance(
            StreamingChatResponseHandler.class.getClassLoader(),
            new Class<?>[] {StreamingChatResponseHandler.class},
            this);
    stream.endWhenUnreachable(proxy);
    return (StreamingChatResponseHandler) proxy;
  }

  void failed(Throwable failure) {
    received.fail(failure);
    stream.failed(failure);
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return method.getName().equals("equals") && arguments != null
          ? (Object) isSame(proxy, arguments[0])
          : forward(method, arguments);
    }
    Failures.guard("langchain4j stream", () -> observe(method.getName(), arguments));
    // What the application does in a callback is no part of the model's call.
    Scope scope = call.parentContext().makeCurrent();
    try {
      return forward(method, arguments);
    } finally {
      scope.close();
    }
  }

  /** Equal to what its handler is equal to, and to itself, as any object is. */
  private boolean isSame(Object proxy, @Nullable Object other) {
    if (proxy == other) {
      return true;
    }
    boolean ours =
        other != null
            && Proxy.isProxyClass(other.getClass())
            && Proxy.getInvocationHandler(other) instanceof StreamedAnswer;
    return handler.equals(
        ours ? ((StreamedAnswer) Proxy.getInvocationHandler(other)).handler : other);
  }

  private @Nullable Object forward(Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(handler, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private void observe(String event, @Nullable Object @Nullable [] arguments) {
    Object first = arguments == null || arguments.length == 0 ? null : arguments[0];
    switch (event) {
      case "onCompleteResponse" -> {
        received.complete((ChatResponse) first);
        stream.drained();
      }
      case "onError" -> {
        if (first instanceof Throwable failure) {
          failed(failure);
        }
      }
      case "onPartialResponse" -> {
        received.add(first);
        progressed(arguments);
      }
      case "onPartialThinking", "onPartialToolCall", "onCompleteToolCall" -> progressed(arguments);
      default -> stream.received(false);
    }
  }

  private void progressed(@Nullable Object @Nullable [] arguments) {
    stream.received(true);
    if (arguments != null && arguments.length > 1 && arguments[1] != null) {
      StreamingHandles.watch(arguments[1], new Cancelled(received, stream));
    }
  }

  /** Refers to no handler: it is kept for as long as the stream's handle is. */
  private record Cancelled(ReceivedAnswer received, ModelStream stream) implements Runnable {
    @Override
    public void run() {
      received.cancel();
      stream.cancelled();
    }
  }
}
