package io.treeline.javaagent.reactive;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Sees every signal first; the subscriber then works in its own context. */
final class Watcher<T> implements CoreSubscriber<T>, Subscription {

  private final CoreSubscriber<? super T> subscriber;
  private final Observed<T> observed;
  private final Context caller;
  private volatile @Nullable Subscription subscription;

  private Watcher(CoreSubscriber<? super T> subscriber, Observed<T> observed) {
    this.subscriber = subscriber;
    this.observed = observed;
    this.caller = observed.callerContext();
  }

  /**
   * Subscribes to {@code source} for {@code subscriber}.
   *
   * @param assembled the context in which the source was made; counts when the subscription is made
   *     outside of any, such as on a thread of the application's own
   * @param starter begins to observe, below a context
   */
  static <T> void subscribe(
      Publisher<T> source,
      CoreSubscriber<? super T> subscriber,
      Context assembled,
      Function<Context, Observed<T>> starter) {
    Context current = Context.current();
    Observed<T> observed;
    try {
      observed = starter.apply(current == Context.root() ? assembled : current);
    } catch (Throwable e) {
      Failures.record("reactive subscription", e);
      source.subscribe(subscriber);
      return;
    }
    Watcher<T> watcher = new Watcher<>(subscriber, observed);
    observed.context().wrap(() -> source.subscribe(watcher)).run();
  }

  @Override
  public reactor.util.context.Context currentContext() {
    return subscriber.currentContext();
  }

  @Override
  public void onSubscribe(Subscription upstream) {
    subscription = upstream;
    subscriber.onSubscribe(this);
  }

  @Override
  public void onNext(T value) {
    try {
      observed.next(value);
    } catch (Throwable e) {
      Failures.record("reactive value", e);
    }
    caller.wrap(() -> subscriber.onNext(value)).run();
  }

  @Override
  public void onError(Throwable failure) {
    observed.failed(failure);
    caller.wrap(() -> subscriber.onError(failure)).run();
  }

  @Override
  public void onComplete() {
    observed.completed();
    caller.wrap(subscriber::onComplete).run();
  }

  @Override
  public void request(long count) {
    Subscription upstream = subscription;
    if (upstream != null) {
      // What the publisher does on demand is its work, whoever asks.
      observed.context().wrap(() -> upstream.request(count)).run();
    }
  }

  @Override
  public void cancel() {
    observed.cancelled();
    Subscription upstream = subscription;
    if (upstream != null) {
      upstream.cancel();
    }
  }
}
