package io.treeline.javaagent.instrumentation.langchain4j;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.treeline.javaagent.testing.library.LibraryScenarios;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Models of LangChain4j with what every supported version has. It has no asynchronous calls but
 * streams: what the contract calls asynchronous is an application's own thread.
 */
public class LangChain4jLibrary implements LibraryScenarios {

  private static final String SERVER = System.getProperty("server");
  private static final String SCRIPTED = System.getProperty("scripted");

  private final ExecutorService executor = Executors.newCachedThreadPool();

  @Override
  public String chat(String model) {
    return model(model).build().chat(hi()).aiMessage().text();
  }

  @Override
  public String parameters(String model) {
    ChatModel configured =
        model(model)
            .temperature(0.5)
            .topP(0.9)
            .maxTokens(100)
            .frequencyPenalty(0.1)
            .presencePenalty(0.2)
            .seed(7)
            .user("u-7")
            .stop(List.of("END"))
            .build();
    return configured
        .chat(List.of(SystemMessage.from("Be brief."), UserMessage.from("Hi")))
        .aiMessage()
        .text();
  }

  @Override
  public String toolLoop(String model) {
    ToolSpecification tool =
        ToolSpecification.builder()
            .name("lookup_order")
            .description("Looks an order up")
            .parameters(JsonObjectSchema.builder().addStringProperty("orderId").build())
            .build();
    ChatModel asked = model(model).build();
    List<ChatMessage> messages = new ArrayList<>(List.of(UserMessage.from("Hi")));
    ChatResponse choice =
        asked.chat(ChatRequest.builder().messages(messages).toolSpecifications(tool).build());
    messages.add(choice.aiMessage());
    messages.add(
        ToolExecutionResultMessage.from(
            choice.aiMessage().toolExecutionRequests().get(0), "{\"status\":\"shipped\"}"));
    return asked
        .chat(ChatRequest.builder().messages(messages).toolSpecifications(tool).build())
        .aiMessage()
        .text();
  }

  @Override
  public String streamDrained(String model) throws Exception {
    return stream(model, new Answer()).text.get();
  }

  /** There is nothing to close. */
  @Override
  public String streamDrainedNotClosed(String model) throws Exception {
    return streamDrained(model);
  }

  /** Not possible before 1.8. */
  @Override
  public String streamClosedEarly(String model) throws Exception {
    return "not closed";
  }

  @Override
  public String streamAbandoned(String model) throws Exception {
    return stream(model, new Answer()).first.get();
  }

  @Override
  public String asyncChat(String model) throws Exception {
    return executor.submit(() -> chat(model)).get();
  }

  @Override
  public String asyncStream(String model) throws Exception {
    return executor.submit(() -> streamDrained(model)).get();
  }

  /** By interrupting the thread that waits for the answer. */
  @Override
  public String asyncCancelled(String model) throws Exception {
    ChatModel impatient = model(model).maxRetries(0).build();
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch gaveUp = new CountDownLatch(1);
    Future<?> answer =
        executor.submit(
            () -> {
              asking.countDown();
              try {
                impatient.chat(hi());
              } finally {
                gaveUp.countDown();
              }
            });
    asking.await();
    boolean cancelled = answer.cancel(true);
    return cancelled + " " + gaveUp.await(20, TimeUnit.SECONDS);
  }

  @Override
  public String callback(String model, String nested) throws Exception {
    CompletableFuture<String> inside = new CompletableFuture<>();
    Answer outer =
        new Answer() {
          @Override
          public void onCompleteResponse(ChatResponse response) {
            inside.complete(chat(nested));
            super.onCompleteResponse(response);
          }
        };
    return stream(model, outer).text.get() + " " + inside.get();
  }

  @Override
  public String timeout(String model) {
    return model(model)
        .timeout(Duration.ofMillis(500))
        .maxRetries(0)
        .build()
        .chat(hi())
        .aiMessage()
        .text();
  }

  @Override
  public String sessionHeaders(String model) {
    return model(model)
        .customHeaders(
            Map.of(
                "Helicone-Session-Id", "h-1",
                "Helicone-Session-Name", "Headers",
                "Helicone-Session-Path", "/by/header",
                "Helicone-User-Id", "u-9",
                "Helicone-Property-plan", "pro"))
        .build()
        .chat(hi())
        .aiMessage()
        .text();
  }

  /** AI services, tools and embeddings. */
  @Override
  public String others() throws Exception {
    new LangChain4jScenarios(SCRIPTED).run();
    return "as expected";
  }

  static ChatRequest hi() {
    return ChatRequest.builder().messages(UserMessage.from("Hi")).build();
  }

  /** Asks for a streamed answer to "Hi". */
  static <T extends StreamingChatResponseHandler> T stream(String model, T handler) {
    OpenAiStreamingChatModel.builder()
        .baseUrl(SERVER)
        .apiKey("none")
        .modelName(model)
        .build()
        .chat(hi(), handler);
    return handler;
  }

  private static OpenAiChatModel.OpenAiChatModelBuilder model(String name) {
    return OpenAiChatModel.builder().baseUrl(SERVER).apiKey("none").modelName(name);
  }

  /** Collects a streamed answer. */
  static class Answer implements StreamingChatResponseHandler {
    final CompletableFuture<String> first = new CompletableFuture<>();
    final CompletableFuture<String> text = new CompletableFuture<>();
    private final StringBuilder parts = new StringBuilder();

    @Override
    public void onPartialResponse(String part) {
      parts.append(part);
      first.complete(part);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      text.complete(parts.toString());
    }

    @Override
    public void onError(Throwable error) {
      text.completeExceptionally(error);
    }
  }
}
