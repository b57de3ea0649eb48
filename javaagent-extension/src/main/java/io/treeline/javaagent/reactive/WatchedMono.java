package io.treeline.javaagent.reactive;

import io.opentelemetry.context.Context;
import java.util.function.Function;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** A publisher of one value with a span for each subscription. */
public final class WatchedMono<T> extends Mono<T> {

  private final Mono<T> source;
  private final Function<Context, Observed<T>> starter;
  private final Context assembled = Context.current();

  public WatchedMono(Mono<T> source, Function<Context, Observed<T>> starter) {
    this.source = source;
    this.starter = starter;
  }

  @Override
  public void subscribe(CoreSubscriber<? super T> subscriber) {
    Watcher.subscribe(source, subscriber, assembled, starter);
  }
}
