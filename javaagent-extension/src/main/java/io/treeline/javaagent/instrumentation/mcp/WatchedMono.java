package io.treeline.javaagent.instrumentation.mcp;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

/**
 * A lazy answer whose every subscription is one request: begun when it is subscribed to, ended with
 * its first signal or its cancellation.
 *
 * <p>What answers runs in the request's context, whoever receives the answer in his own.
 */
final class WatchedMono<T> extends MonoOperator<T, T> {

  private final Supplier<@Nullable RequestWatch> requests;

  /**
   * Wraps an answer.
   *
   * @param requests begins a request; null when another layer watches it already
   */
  WatchedMono(Mono<T> source, Supplier<@Nullable RequestWatch> requests) {
    super(source);
    this.requests = requests;
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // closed after the subscription
  public void subscribe(CoreSubscriber<? super T> actual) {
    Scope scope = null;
    CoreSubscriber<? super T> subscriber = actual;
    try {
      RequestWatch request = requests.get();
      if (request != null) {
        subscriber = new Watch<>(actual, request);
        scope = request.context().makeCurrent();
      }
    } catch (Throwable e) {
      Failures.record("mcp request", e);
    }
    try {
      source.subscribe(subscriber);
    } finally {
      if (scope != null) {
        scope.close();
      }
    }
  }

  /** Passes every signal on, after the request has taken note of it. */
  private static final class Watch<T> implements CoreSubscriber<T>, Subscription {
    private final CoreSubscriber<? super T> actual;
    private final RequestWatch request;
    private final Context context;
    private final Context callerContext;
    private final reactor.util.context.Context reactorContext;
    private @Nullable Subscription upstream;

    Watch(CoreSubscriber<? super T> actual, RequestWatch request) {
      this.actual = actual;
      this.request = request;
      this.context = request.context();
      this.callerContext = request.parentContext();
      this.reactorContext = withContext(actual.currentContext(), context);
    }

    /** Reactor's own context may carry the caller's, which would win over the present one. */
    private static reactor.util.context.Context withContext(
        reactor.util.context.Context reactorContext, Context context) {
      if (reactorContext.isEmpty()) {
        return reactorContext;
      }
      reactor.util.context.Context replaced = reactorContext;
      for (var entry : reactorContext.stream().toList()) {
        if (entry.getValue() instanceof Context) {
          replaced = replaced.put(entry.getKey(), context);
        }
      }
      return replaced;
    }

    @Override
    public reactor.util.context.Context currentContext() {
      return reactorContext;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      upstream = subscription;
      actual.onSubscribe(this);
    }

    @Override
    public void onNext(T value) {
      Failures.guard("mcp answer", () -> request.answered(value));
      callerContext.wrap(() -> actual.onNext(value)).run();
    }

    @Override
    public void onError(Throwable failure) {
      Failures.guard("mcp answer", () -> request.failed(failure));
      callerContext.wrap(() -> actual.onError(failure)).run();
    }

    @Override
    public void onComplete() {
      Failures.guard("mcp answer", request::completed);
      callerContext.wrap(actual::onComplete).run();
    }

    @Override
    public void request(long n) {
      Subscription subscription = upstream;
      if (subscription != null) {
        context.wrap(() -> subscription.request(n)).run();
      }
    }

    @Override
    public void cancel() {
      Failures.guard("mcp answer", request::cancelled);
      Subscription subscription = upstream;
      if (subscription != null) {
        subscription.cancel();
      }
    }
  }
}
