package io.treeline.javaagent.instrumentation.langchain4j;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.AgentRun;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelStream;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A publisher of a streamed answer, watched.
 *
 * @param asked where the answer was asked for
 */
record ObservedChat<T>(
    Flow.Publisher<T> publisher, Object model, ChatRequest request, Context asked)
    implements Flow.Publisher<T> {

  private static final OptionalMethod CHAT_RESPONSE = OptionalMethod.named("chatResponse");
  private static final OptionalMethod RESPONSE = OptionalMethod.named("response");

  @Override
  public void subscribe(Flow.Subscriber<? super T> subscriber) {
    Watched<T> watched = subscriber == null ? null : watch(subscriber);
    if (watched == null) {
      publisher.subscribe(subscriber);
      return;
    }
    Scope scope = watched.call.makeCurrent();
    try {
      publisher.subscribe(watched);
    } finally {
      scope.close();
    }
  }

  /** Null when there is nothing of its own to watch. */
  private @Nullable Watched<T> watch(Flow.Subscriber<? super T> subscriber) {
    try {
      ModelCall call =
          LangChain4jTelemetry.get()
              .startModelCall(asked, ChatCalls.read(model, request, /* streaming= */ true));
      return call.isJoined() ? null : new Watched<>(subscriber, call);
    } catch (Throwable e) {
      Failures.record("langchain4j publisher", e);
      return null;
    }
  }

  /** The application's subscriber behind our own. */
  private static final class Watched<T> implements Flow.Subscriber<T> {
    private final Flow.Subscriber<? super T> subscriber;
    private final ModelCall call;
    private final ReceivedAnswer received;
    private final ModelStream stream;

    Watched(Flow.Subscriber<? super T> subscriber, ModelCall call) {
      this.subscriber = subscriber;
      this.call = call;
      this.received = new ReceivedAnswer(AgentRun.in(call.parentContext()));
      this.stream = call.stream(received);
      stream.endWhenUnreachable(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      Flow.Subscription watched =
          new Flow.Subscription() {
            @Override
            public void request(long count) {
              subscription.request(count);
            }

            @Override
            public void cancel() {
              if (!stream.hasEnded()) {
                received.cancel();
                stream.cancelled();
              }
              subscription.cancel();
            }
          };
      outside(() -> subscriber.onSubscribe(watched));
    }

    @Override
    public void onNext(T event) {
      observe(event);
      outside(() -> subscriber.onNext(event));
    }

    @Override
    public void onError(Throwable failure) {
      received.fail(failure);
      stream.failed(failure);
      outside(() -> subscriber.onError(failure));
    }

    @Override
    public void onComplete() {
      stream.drained();
      outside(subscriber::onComplete);
    }

    private void observe(T event) {
      try {
        String type = event.getClass().getSimpleName();
        if (type.equals("CompleteResponse")) {
          Object response = CHAT_RESPONSE.call(event);
          if (response == null) {
            response = RESPONSE.call(event);
          }
          received.complete(response instanceof ChatResponse chat ? chat : null);
          stream.received(false);
        } else if (type.equals("PartialResponse")) {
          received.add(event);
          stream.received(true);
        } else {
          stream.received(type.startsWith("Partial"));
        }
      } catch (Throwable e) {
        Failures.record("langchain4j publisher", e);
      }
    }

    /** What the application does with an event is no part of the model's call. */
    private void outside(Runnable reaction) {
      Scope scope = call.parentContext().makeCurrent();
      try {
        reaction.run();
      } finally {
        scope.close();
      }
    }
  }
}
