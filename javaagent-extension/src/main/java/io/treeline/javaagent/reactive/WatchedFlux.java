package io.treeline.javaagent.reactive;

import io.opentelemetry.context.Context;
import java.util.function.Function;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** A publisher of many values with a span for each subscription. */
public final class WatchedFlux<T> extends Flux<T> {

  private final Flux<T> source;
  private final Function<Context, Observed<T>> starter;
  private final Context assembled = Context.current();

  public WatchedFlux(Flux<T> source, Function<Context, Observed<T>> starter) {
    this.source = source;
    this.starter = starter;
  }

  @Override
  public void subscribe(CoreSubscriber<? super T> subscriber) {
    Watcher.subscribe(source, subscriber, assembled, starter);
  }
}
