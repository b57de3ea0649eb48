package io.treeline.javaagent.instrumentation.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;

/**
 * Models of an application's own that answer with futures and publishers, as they may since 1.20.
 * What that version brought is called by name.
 */
public final class AsyncModelsProgram {

  private AsyncModelsProgram() {}

  /** Answers with a future; fails when its model is called so. */
  static final class Futures implements ChatModel {
    public CompletableFuture<ChatResponse> doChatAsync(ChatRequest request) {
      return CompletableFuture.supplyAsync(
          () -> {
            if ("failing-later".equals(request.modelName())) {
              throw new IllegalStateException("overloaded");
            }
            return answer();
          },
          CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
    }
  }

  static final class Publishers implements StreamingChatModel {
    private final Object complete;

    Publishers(Object complete) {
      this.complete = complete;
    }

    public Flow.Publisher<Object> doChat(ChatRequest request) {
      return subscriber -> {
        SubmissionPublisher<Object> events = new SubmissionPublisher<>();
        events.subscribe(subscriber);
        events.submit(new PartialResponse("Hel"));
        events.submit(new PartialResponse("lo"));
        if (complete != null) {
          events.submit(complete);
          events.close();
        }
      };
    }
  }

  public static void main(String[] args) throws Exception {
    check("Hello", futures("later").get(20, TimeUnit.SECONDS).aiMessage().text());
    try {
      futures("failing-later").get(20, TimeUnit.SECONDS);
      throw new AssertionError("expected the call to fail");
    } catch (java.util.concurrent.ExecutionException expected) {
      System.out.println("failed as it should: " + expected);
    }
    Object complete =
        Class.forName("dev.langchain4j.model.chat.response.CompleteResponse")
            .getConstructor(ChatResponse.class)
            .newInstance(answer());
    check("Hello", read("published", complete, Integer.MAX_VALUE));
    check("Hel", read("unpublished", null, 1));
  }

  private static CompletableFuture<ChatResponse> futures(String name)
      throws ReflectiveOperationException {
    @SuppressWarnings("unchecked") // as declared
    CompletableFuture<ChatResponse> future =
        (CompletableFuture<ChatResponse>)
            ChatModel.class
                .getMethod("chatAsync", ChatRequest.class)
                .invoke(new Futures(), request(name));
    return future;
  }

  /** Reads so many events and cancels. */
  private static String read(String name, Object complete, int events) throws Exception {
    @SuppressWarnings("unchecked") // of what is declared
    Flow.Publisher<Object> publisher =
        (Flow.Publisher<Object>)
            StreamingChatModel.class
                .getMethod("chat", ChatRequest.class)
                .invoke(new Publishers(complete), request(name));
    CompletableFuture<String> all = new CompletableFuture<>();
    publisher.subscribe(new Reader(events, all));
    return all.get(20, TimeUnit.SECONDS);
  }

  private static final class Reader implements Flow.Subscriber<Object> {
    private final StringBuilder text = new StringBuilder();
    private final CompletableFuture<String> all;
    private int wanted;
    private Flow.Subscription subscription;

    Reader(int wanted, CompletableFuture<String> all) {
      this.wanted = wanted;
      this.all = all;
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
      subscription = begun;
      begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Object event) {
      if (wanted-- > 0 && event instanceof PartialResponse partial) {
        text.append(partial.text());
      }
      if (wanted == 0) {
        subscription.cancel();
        all.complete(text.toString());
      }
    }

    @Override
    public void onError(Throwable failure) {
      all.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      all.complete(text.toString());
    }
  }

  private static ChatRequest request(String name) {
    return ChatRequest.builder().messages(UserMessage.from("Hi")).modelName(name).build();
  }

  private static ChatResponse answer() {
    return ChatResponse.builder()
        .aiMessage(AiMessage.from("Hello"))
        .tokenUsage(new TokenUsage(21, 9))
        .build();
  }

  private static void check(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected <" + expected + "> but was <" + actual + ">");
    }
  }
}
