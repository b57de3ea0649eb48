package io.treeline.javaagent.instrumentation.langchain4j;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

/** AI services with what came after 1.0: tools at the same time and cancellation. */
public final class LangChain4jNewestScenarios {

  private LangChain4jNewestScenarios() {}

  static void run(String baseUrl) throws Exception {
    parallelTools(baseUrl);
    cancelledService(baseUrl);
    GuardrailScenarios.run(baseUrl);
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
