package io.treeline.javaagent.instrumentation.google.adk;

import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A stream that is watched from its subscription to its end: nothing runs before it is subscribed
 * to, and the source runs in a context of its own, on whatever thread.
 */
final class WatchedFlowable<T> extends Flowable<T> {

  private final Flowable<T> source;
  private final Supplier<? extends @Nullable Watcher<T>> watchers;

  /**
   * @param watchers asked at each subscription; null leaves it unwatched
   */
  WatchedFlowable(Flowable<T> source, Supplier<? extends @Nullable Watcher<T>> watchers) {
    this.source = source;
    this.watchers = watchers;
  }

  @Override
  protected void subscribeActual(Subscriber<? super T> subscriber) {
    Watcher<T> watcher = null;
    try {
      watcher = watchers.get();
    } catch (Throwable e) {
      Failures.record("adk stream", e);
    }
    if (watcher == null) {
      source.subscribe(subscriber);
      return;
    }
    Observer<T> observer = new Observer<>(subscriber, watcher);
    Watching.in(watcher.inside(), () -> source.subscribe(observer));
  }

  /** Between the source and who waits for it. */
  private static final class Observer<T> implements FlowableSubscriber<T>, Subscription {
    private final Subscriber<? super T> downstream;
    private final Watcher<T> watcher;
    private @Nullable Subscription upstream;

    Observer(Subscriber<? super T> downstream, Watcher<T> watcher) {
      this.downstream = downstream;
      this.watcher = watcher;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      upstream = subscription;
      Watching.in(watcher.outside(), () -> downstream.onSubscribe(this));
    }

    @Override
    public void onNext(T item) {
      Watching.run(() -> watcher.next(item));
      Watching.in(watcher.outside(), () -> downstream.onNext(item));
    }

    @Override
    public void onError(Throwable failure) {
      Watching.run(() -> watcher.failed(failure));
      Watching.in(watcher.outside(), () -> downstream.onError(failure));
    }

    @Override
    public void onComplete() {
      Watching.run(watcher::completed);
      Watching.in(watcher.outside(), () -> downstream.onComplete());
    }

    @Override
    public void request(long count) {
      Subscription subscription = upstream;
      if (subscription != null) {
        Watching.in(watcher.inside(), () -> subscription.request(count));
      }
    }

    @Override
    public void cancel() {
      Watching.run(watcher::cancelled);
      Subscription subscription = upstream;
      if (subscription != null) {
        subscription.cancel();
      }
    }
  }
}
