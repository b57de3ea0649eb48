package io.treeline.javaagent.instrumentation.azureopenai;

import com.azure.core.http.rest.Response;
import com.azure.core.util.BinaryData;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
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
  private final ModelCall model;
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
    this.model = call.call();
  }

  static Mono<Response<BinaryData>> of(Mono<Response<BinaryData>> calls, AzureRequest request) {
    return Mono.fromDirect(
        subscriber -> {
          LaterAnswer answer = null;
          try {
            AzureCall call = request.begin();
            if (call != null && subscriber instanceof CoreSubscriber<?>) {
              answer =
                  new LaterAnswer((CoreSubscriber<? super Response<BinaryData>>) subscriber, call);
            }
          } catch (Throwable e) {
            Failures.record("azure-openai request", e);
          }
          if (answer == null) {
            calls.subscribe(subscriber);
          } else {
            LaterAnswer watched = answer;
            answer.model.context().wrap(() -> calls.subscribe(watched)).run();
          }
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
    Response<BinaryData> answered = response;
    try {
      answered = call.answered(response, false);
    } catch (Throwable e) {
      Failures.record("azure-openai response", e);
    }
    Response<BinaryData> watched = answered;
    model.parentContext().wrap(() -> subscriber.onNext(watched)).run();
  }

  @Override
  public void onError(Throwable failure) {
    model.fail(failure);
    model.parentContext().wrap(() -> subscriber.onError(failure)).run();
  }

  @Override
  public void onComplete() {
    model.parentContext().wrap(() -> subscriber.onComplete()).run();
  }

  @Override
  public void request(long n) {
    model.context().wrap(() -> upstream.request(n)).run();
  }

  @Override
  public void cancel() {
    upstream.cancel();
    Failures.guard("azure-openai call", call::cancelled);
  }
}
