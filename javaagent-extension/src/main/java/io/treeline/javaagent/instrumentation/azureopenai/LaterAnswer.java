package io.treeline.javaagent.instrumentation.azureopenai;

import com.azure.core.http.rest.Response;
import com.azure.core.util.BinaryData;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Stands between a call and its subscriber. The call is made with its span current, its subscriber
 * is told of the answer with the context that it subscribed with.
 */
final class LaterAnswer implements CoreSubscriber<Response<BinaryData>>, Subscription {

  private final CoreSubscriber<? super Response<BinaryData>> subscriber;
  private final AzureCall call;
  private Subscription upstream = NONE;

  private static final Subscription NONE =
      new Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
      };

  private LaterAnswer(CoreSubscriber<? super Response<BinaryData>> subscriber, AzureCall call) {
    this.subscriber = subscriber;
    this.call = call;
  }

  static Mono<Response<BinaryData>> of(Mono<Response<BinaryData>> calls, AzureRequest request) {
    return Mono.fromDirect(
        subscriber -> {
          AzureCall call = request.begin();
          if (call == null || !(subscriber instanceof CoreSubscriber<?>)) {
            calls.subscribe(subscriber);
            return;
          }
          LaterAnswer answer =
              new LaterAnswer((CoreSubscriber<? super Response<BinaryData>>) subscriber, call);
          call.call().context().wrap(() -> calls.subscribe(answer)).run();
        });
  }

  @Override
  public Context currentContext() {
    return subscriber.currentContext();
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    upstream = subscription;
    subscriber.onSubscribe(this);
  }

  @Override
  public void onNext(Response<BinaryData> response) {
    Response<BinaryData> watched = call.answered(response, false);
    call.call().parentContext().wrap(() -> subscriber.onNext(watched)).run();
  }

  @Override
  public void onError(Throwable failure) {
    call.call().fail(failure);
    call.call().parentContext().wrap(() -> subscriber.onError(failure)).run();
  }

  @Override
  public void onComplete() {
    call.call().parentContext().wrap(() -> subscriber.onComplete()).run();
  }

  @Override
  public void request(long n) {
    call.call().context().wrap(() -> upstream.request(n)).run();
  }

  @Override
  public void cancel() {
    upstream.cancel();
    call.cancelled();
  }
}
