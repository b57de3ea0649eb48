package io.treeline.javaagent.instrumentation.bedrock;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.async.SdkPublisher;

/**
 * Stands for the application's handler of a stream: everything passes through, under the context of
 * the caller, and the events are watched. There is one type of handler for each operation.
 */
final class WatchedHandler implements InvocationHandler {

  private final Object handler;
  private final EventWatcher watcher;
  private final Context caller;

  private WatchedHandler(Object handler, EventWatcher watcher, Context caller) {
    this.handler = handler;
    this.watcher = watcher;
    this.caller = caller;
  }

  static Object of(Class<?> type, Object handler, EventWatcher watcher, Context caller) {
    return Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, new WatchedHandler(handler, watcher, caller));
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    if ("equals".equals(method.getName()) && arguments != null && arguments.length == 1) {
      return proxy == arguments[0];
    }
    if ("onEventStream".equals(method.getName())
        && arguments != null
        && arguments[0] instanceof SdkPublisher<?> events) {
      Object passed = events;
      try {
        passed = watch(events);
      } catch (Throwable e) {
        Failures.record("bedrock stream", e);
      }
      return forward(method, new Object[] {passed});
    }
    return forward(method, arguments);
  }

  private @Nullable Object forward(Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    try {
      return caller.wrapSupplier(() -> call(method, arguments)).get();
    } catch (Thrown e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) {
    try {
      return method.invoke(handler, arguments);
    } catch (InvocationTargetException e) {
      throw new Thrown(e.getCause());
    } catch (IllegalAccessException e) {
      throw new Thrown(e);
    }
  }

  private <T> SdkPublisher<T> watch(Publisher<T> events) {
    return SdkPublisher.adapt(subscriber -> events.subscribe(new Watched<>(subscriber)));
  }

  /** Carries what the application threw through a supplier. */
  private static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Thrown(@Nullable Throwable cause) {
      super(null, cause, false, false);
    }
  }

  /** The application's subscriber and its subscription. */
  private final class Watched<T> implements Subscriber<T>, Subscription {
    private final Subscriber<? super T> subscriber;
    private volatile @Nullable Subscription subscription;

    Watched(Subscriber<? super T> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void onSubscribe(Subscription upstream) {
      subscription = upstream;
      caller.wrap(() -> subscriber.onSubscribe(this)).run();
    }

    @Override
    public void onNext(T event) {
      if (event instanceof SdkPojo pojo) {
        Failures.guard("bedrock event", () -> watcher.event(pojo));
      }
      caller.wrap(() -> subscriber.onNext(event)).run();
    }

    @Override
    public void onError(Throwable failure) {
      caller.wrap(() -> subscriber.onError(failure)).run();
    }

    @Override
    public void onComplete() {
      Failures.guard("bedrock stream", watcher::drained);
      caller.wrap(subscriber::onComplete).run();
    }

    @Override
    public void request(long n) {
      Subscription upstream = subscription;
      if (upstream != null) {
        upstream.request(n);
      }
    }

    @Override
    public void cancel() {
      Failures.guard("bedrock stream", watcher::cancelled);
      Subscription upstream = subscription;
      if (upstream != null) {
        upstream.cancel();
      }
    }
  }
}
