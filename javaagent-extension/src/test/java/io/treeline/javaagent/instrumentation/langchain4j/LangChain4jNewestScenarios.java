package io.treeline.javaagent.instrumentation.langchain4j;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

/** An application that uses what came after 1.0: parallel tools and cancellation. */
public final class LangChain4jNewestScenarios {

  private LangChain4jNewestScenarios() {}

  public static void main(String[] args) throws Exception {
    parallelTools(args[0]);
    cancelledStream(args[0]);
    cancelledService(args[0]);
  }

  interface ParallelDesk {
    String answer(String question);
  }

  interface CancellingDesk {
    TokenStream answer(String question);
  }

  /** Each waits for the other: they pass only when they run at the same time. */
  static final class MeetingTools {
    private final CyclicBarrier meeting = new CyclicBarrier(2);

    @Tool("Looks the weather up")
    String weather(String city) throws Exception {
      meeting.await(20, TimeUnit.SECONDS);
      return "sunny";
    }

    @Tool("Looks the time up")
    String time(String city) throws Exception {
      meeting.await(20, TimeUnit.SECONDS);
      return "noon";
    }
  }

  private static void parallelTools(String baseUrl) {
    ParallelDesk desk =
        AiServices.builder(ParallelDesk.class)
            .chatModel(
                OpenAiChatModel.builder()
                    .baseUrl(baseUrl)
                    .apiKey("none")
                    .modelName("parallel")
                    .build())
            .tools(new MeetingTools())
            .executeToolsConcurrently()
            .build();
    LangChain4jScenarios.check("Sunny at noon", desk.answer("How is Rome?"));
  }

  private static void cancelledStream(String baseUrl) throws InterruptedException {
    CountDownLatch cancelled = new CountDownLatch(1);
    model(baseUrl, "cancelled")
        .chat(
            "Count",
            new StreamingChatResponseHandler() {
              @Override
              public void onPartialResponse(
                  PartialResponse partial, PartialResponseContext context) {
                context.streamingHandle().cancel();
                cancelled.countDown();
              }

              @Override
              public void onCompleteResponse(ChatResponse response) {}

              @Override
              public void onError(Throwable error) {}
            });
    LangChain4jScenarios.await(cancelled);
  }

  private static void cancelledService(String baseUrl) throws InterruptedException {
    CountDownLatch cancelled = new CountDownLatch(1);
    AiServices.builder(CancellingDesk.class)
        .streamingChatModel(model(baseUrl, "cancelling"))
        .build()
        .answer("Count")
        .onPartialResponseWithContext(
            (partial, context) -> {
              context.streamingHandle().cancel();
              cancelled.countDown();
            })
        .onError(Throwable::printStackTrace)
        .start();
    LangChain4jScenarios.await(cancelled);
  }

  private static OpenAiStreamingChatModel model(String baseUrl, String name) {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(baseUrl)
        .apiKey("none")
        .modelName(name)
        .build();
  }
}
