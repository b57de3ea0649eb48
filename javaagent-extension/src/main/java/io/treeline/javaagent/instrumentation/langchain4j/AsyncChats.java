package io.treeline.javaagent.instrumentation.langchain4j;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.opentelemetry.context.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** What {@link AsyncChatInstrumentation}'s advice does. */
public final class AsyncChats {

  private AsyncChats() {}

  /** The model's method returned; the call goes on, unless the method threw. */
  public static void answeredLater(
      @Nullable Object call, @Nullable CompletableFuture<?> future, @Nullable Throwable thrown) {
    if (!(call instanceof ActiveModelCall active)) {
      return;
    }
    if (thrown != null || future == null) {
      active.end(ChatCalls.read(null), thrown);
      return;
    }
    active.scope().close();
    CompletableFuture<?> unused =
        future.whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                active
                    .call()
                    .end(ChatCalls.read(answer instanceof ChatResponse chat ? chat : null));
              } else {
                active.call().fail(failure, HttpFailures.builder(failure).build());
              }
            });
  }

  /** The same publisher; each subscription is a call, made where the publisher was asked for. */
  public static Flow.@Nullable Publisher<?> observed(
      Object model, @Nullable ChatRequest request, Flow.@Nullable Publisher<?> publisher) {
    if (request == null || publisher == null || publisher instanceof ObservedChat<?>) {
      return publisher;
    }
    return new ObservedChat<>(publisher, model, request, Context.current());
  }
}
