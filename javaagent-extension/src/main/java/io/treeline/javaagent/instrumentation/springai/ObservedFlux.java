package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.javaagent.treeline.genai.Failures;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

/**
 * A stream of Spring AI's, of which each subscription is watched: it is where the stream's own
 * observation is made, and where the application's cancellation passes.
 */
final class ObservedFlux<T> extends Flux<T> {

  private final Flux<T> source;
  private final @Nullable String caller;
  private final boolean continued;

  private ObservedFlux(Flux<T> source, @Nullable String caller, boolean continued) {
    this.source = source;
    this.caller = caller;
    this.continued = continued;
  }

  /**
   * Watches a stream, unless it is watched already.
   *
   * @param caller name of the class that asked for the stream; null when nobody needs it
   * @param continued whether the request continues an earlier one
   */
  static <T> Flux<T> of(Flux<T> source, @Nullable String caller, boolean continued) {
    return source instanceof ObservedFlux<?>
        ? source
        : new ObservedFlux<>(source, caller, continued);
  }

  @Override
  public void subscribe(CoreSubscriber<? super T> actual) {
    Subscription subscription;
    try {
      subscription = Subscription.open(caller, continued);
    } catch (Throwable e) {
      Failures.record("spring-ai stream", e);
      source.subscribe(actual);
      return;
    }
    try {
      source.subscribe(new Watcher<>(actual, subscription));
    } finally {
      Failures.guard("spring-ai stream", subscription::subscribed);
    }
  }

  private static final class Watcher<T>
      implements CoreSubscriber<T>, org.reactivestreams.Subscription {
    private final CoreSubscriber<? super T> actual;
    private final Subscription subscription;
    private org.reactivestreams.@Nullable Subscription upstream;

    Watcher(CoreSubscriber<? super T> actual, Subscription subscription) {
      this.actual = actual;
      this.subscription = subscription;
    }

    @Override
    public Context currentContext() {
      return actual.currentContext();
    }

    @Override
    public void onSubscribe(org.reactivestreams.Subscription given) {
      upstream = given;
      actual.onSubscribe(this);
    }

    @Override
    public void onNext(T element) {
      Failures.guard(
          "spring-ai stream",
          () -> {
            TracedObservation observation = subscription.observation();
            if (observation != null) {
              observation.received(element);
            }
          });
      actual.onNext(element);
    }

    @Override
    public void onError(Throwable failure) {
      Failures.guard(
          "spring-ai stream",
          () -> {
            TracedObservation observation = subscription.observation();
            if (observation != null) {
              observation.streamFailed(failure);
            }
          });
      actual.onError(failure);
    }

    @Override
    public void onComplete() {
      actual.onComplete();
    }

    @Override
    public void request(long count) {
      if (upstream != null) {
        upstream.request(count);
      }
    }

    @Override
    public void cancel() {
      Failures.guard(
          "spring-ai stream",
          () -> {
            TracedObservation observation = subscription.observation();
            if (observation != null) {
              observation.cancelled();
            }
          });
      if (upstream != null) {
        upstream.cancel();
      }
    }
  }
}
