package io.treeline.javaagent.instrumentation.dashscope;

import com.alibaba.dashscope.common.DashScopeResult;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.reactivex.Flowable;
import io.reactivex.FlowableSubscriber;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A stream of events with a span for each subscription, which is a request each. */
final class WatchedEvents extends Flowable<DashScopeResult> {

  private final Flowable<DashScopeResult> events;
  private final Supplier<@Nullable Exchange> starter;

  WatchedEvents(Flowable<DashScopeResult> events, Supplier<@Nullable Exchange> starter) {
    this.events = events;
    this.starter = starter;
  }

  @Override
  protected void subscribeActual(Subscriber<? super DashScopeResult> subscriber) {
    Exchange exchange = null;
    try {
      exchange = starter.get();
    } catch (Throwable e) {
      Failures.record("dashscope stream", e);
    }
    if (exchange == null) {
      events.subscribe(subscriber);
      return;
    }
    Watcher watcher = new Watcher(subscriber, exchange);
    exchange.context().wrap(() -> events.subscribe(watcher)).run();
  }

  private static final class Watcher implements FlowableSubscriber<DashScopeResult>, Subscription {
    private final Subscriber<? super DashScopeResult> subscriber;
    private final Exchange exchange;
    private final Context caller;
    private @Nullable Subscription subscription;

    Watcher(Subscriber<? super DashScopeResult> subscriber, Exchange exchange) {
      this.subscriber = subscriber;
      this.exchange = exchange;
      this.caller = exchange.callerContext();
    }

    @Override
    public void onSubscribe(Subscription upstream) {
      subscription = upstream;
      subscriber.onSubscribe(this);
    }

    @Override
    public void onNext(DashScopeResult event) {
      exchange.received(event);
      caller.wrap(() -> subscriber.onNext(event)).run();
    }

    @Override
    public void onError(Throwable failure) {
      exchange.failed(failure);
      caller.wrap(() -> subscriber.onError(failure)).run();
    }

    @Override
    public void onComplete() {
      exchange.completed();
      caller.wrap(() -> subscriber.onComplete()).run();
    }

    @Override
    public void request(long count) {
      if (subscription != null) {
        subscription.request(count);
      }
    }

    @Override
    public void cancel() {
      exchange.cancelled();
      if (subscription != null) {
        subscription.cancel();
      }
    }
  }
}
