package io.treeline.javaagent.instrumentation.langchain4j;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.tool.ToolExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An application of AI services and tools, with only what LangChain4j has had since 1.0. */
public final class LangChain4jScenarios {

  private final String baseUrl;

  LangChain4jScenarios(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  public static void main(String[] args) throws Exception {
    new LangChain4jScenarios(args[0]).run();
  }

  void run() throws Exception {
    plainChat();
    unreadableAnswer();
    wrappedModel();
    fallback();
    toolsAndMemory();
    failingTool();
    lambdaTool();
    memoryWithId();
    toolLimit();
    failure();
    embeddings();
    streamingService();
    failingStream();
    new RetrievalScenarios(baseUrl).run();
  }

  interface SupportDesk {
    String answer(@MemoryId String customer, @dev.langchain4j.service.UserMessage String question);
  }

  interface FailingDesk {
    String answer(String question);
  }

  interface LambdaDesk {
    String answer(String question);
  }

  interface RememberingDesk {
    String answer(String question);
  }

  interface LimitedDesk {
    String answer(String question);
  }

  interface StreamingDesk {
    TokenStream answer(
        @MemoryId String customer, @dev.langchain4j.service.UserMessage String question);
  }

  interface BrokenDesk {
    TokenStream answer(String question);
  }

  static final class OrderTools {
    @Tool("Looks an order up")
    String lookup(String orderId) {
      return "order " + orderId + " is on its way";
    }
  }

  static final class BrokenTools {
    @Tool("Looks an order up")
    String lookup(String orderId) {
      throw new IllegalStateException("database is down");
    }
  }

  private void plainChat() {
    OpenAiChatModel model =
        OpenAiChatModel.builder()
            .baseUrl(baseUrl)
            .apiKey("none")
            .modelName("plain")
            .temperature(0.5)
            .maxTokens(64)
            .customHeaders(
                Map.of(
                    "Helicone-Session-Id", "from-header",
                    "Helicone-Session-Name", "Header session",
                    "Helicone-Session-Path", "/header/path",
                    "Helicone-Property-Plan", "gold"))
            .build();
    model.chat(List.<ChatMessage>of(SystemMessage.from("Be brief."), UserMessage.from("Hello")));
  }

  /** The application's own model answers with what throws an error when it is looked at. */
  private void unreadableAnswer() {
    ChatResponseMetadata hostile =
        new ChatResponseMetadata(ChatResponseMetadata.builder()) {
          @Override
          public String id() {
            throw new NoSuchMethodError("hostile");
          }
        };
    ChatModel model =
        new ChatModel() {
          @Override
          public ChatResponse doChat(ChatRequest request) {
            return ChatResponse.builder().aiMessage(AiMessage.from("Hi")).metadata(hostile).build();
          }
        };
    ChatRequest request =
        ChatRequest.builder().messages(UserMessage.from("Hello")).modelName("unreadable").build();
    check("Hi", model.chat(request).aiMessage().text());
  }

  /** Two layers that are both chat models make one call. */
  private void wrappedModel() {
    ChatModel inner = chatModel("wrapped");
    ChatModel wrapper =
        new ChatModel() {
          @Override
          public ChatResponse chat(ChatRequest request) {
            return inner.chat(request);
          }
        };
    wrapper.chat("Hello");
  }

  /** Asks one model and, when that fails, another. */
  private void fallback() {
    ChatModel first = chatModel("fallback-first");
    ChatModel second = chatModel("fallback-second");
    ChatModel wrapper =
        new ChatModel() {
          @Override
          public ChatResponse chat(ChatRequest request) {
            try {
              return first.chat(request);
            } catch (RuntimeException e) {
              return second.chat(request);
            }
          }
        };
    check("Hi", wrapper.chat("Hello"));
  }

  private void toolsAndMemory() {
    SupportDesk desk =
        AiServices.builder(SupportDesk.class)
            .chatModel(chatModel("desk"))
            .tools(new OrderTools())
            .chatMemoryProvider(id -> MessageWindowChatMemory.withMaxMessages(20))
            .build();
    check("It is on its way", desk.answer("customer-42", "Where is order 7?"));
  }

  private void failingTool() {
    FailingDesk desk =
        AiServices.builder(FailingDesk.class)
            .chatModel(chatModel("failing"))
            .tools(new BrokenTools())
            .build();
    check("Sorry", desk.answer("Where is order 8?"));
  }

  private void lambdaTool() {
    ToolSpecification clock = ToolSpecification.builder().name("clock").build();
    ToolExecutor executor = (request, memoryId) -> "noon";
    LambdaDesk desk =
        AiServices.builder(LambdaDesk.class)
            .chatModel(chatModel("lambda"))
            .tools(Map.of(clock, executor))
            .build();
    check("It is noon", desk.answer("What time is it?"));
  }

  private void memoryWithId() {
    RememberingDesk desk =
        AiServices.builder(RememberingDesk.class)
            .chatModel(chatModel("remembering"))
            .chatMemory(MessageWindowChatMemory.builder().id("talk-7").maxMessages(10).build())
            .build();
    check("Hello again", desk.answer("Hello"));
  }

  private void toolLimit() {
    LimitedDesk desk =
        AiServices.builder(LimitedDesk.class)
            .chatModel(chatModel("limited"))
            .tools(new OrderTools())
            .maxSequentialToolsInvocations(2)
            .build();
    try {
      desk.answer("Where are all orders?");
      throw new AssertionError("expected the limit of tool calls to be exceeded");
    } catch (RuntimeException expected) {
      check(true, expected.getMessage().contains("exceeded 2"));
    }
  }

  private void failure() {
    try {
      chatModel("unauthorized").chat("Hello");
      throw new AssertionError("expected the call to fail");
    } catch (RuntimeException expected) {
      check("dev.langchain4j.exception.AuthenticationException", expected.getClass().getName());
    }
  }

  private void embeddings() {
    OpenAiEmbeddingModel model =
        OpenAiEmbeddingModel.builder()
            .baseUrl(baseUrl)
            .apiKey("none")
            .modelName("embedder")
            .build();
    check(
        2,
        model.embedAll(List.of(TextSegment.from("one"), TextSegment.from("two"))).content().size());
  }

  private void streamingService() throws InterruptedException {
    StreamingDesk desk =
        AiServices.builder(StreamingDesk.class)
            .streamingChatModel(streamingModel("streaming"))
            .tools(new OrderTools())
            .chatMemoryProvider(id -> MessageWindowChatMemory.withMaxMessages(20))
            .build();
    CountDownLatch done = new CountDownLatch(1);
    StringBuilder text = new StringBuilder();
    desk.answer("customer-43", "Where is order 9?")
        .onPartialResponse(text::append)
        .onCompleteResponse(response -> done.countDown())
        .onError(Throwable::printStackTrace)
        .start();
    await(done);
    check("It is on its way", text.toString());
  }

  private void failingStream() throws InterruptedException {
    BrokenDesk desk =
        AiServices.builder(BrokenDesk.class)
            .streamingChatModel(streamingModel("desk-broken"))
            .build();
    CountDownLatch failed = new CountDownLatch(1);
    desk.answer("Hello")
        .onPartialResponse(partial -> {})
        .onError(error -> failed.countDown())
        .start();
    await(failed);
  }

  private ChatModel chatModel(String name) {
    return OpenAiChatModel.builder().baseUrl(baseUrl).apiKey("none").modelName(name).build();
  }

  private OpenAiStreamingChatModel streamingModel(String name) {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(baseUrl)
        .apiKey("none")
        .modelName(name)
        .timeout(Duration.ofSeconds(20))
        .build();
  }

  static void await(CountDownLatch latch) throws InterruptedException {
    check(true, latch.await(20, TimeUnit.SECONDS));
  }

  static void check(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected <" + expected + "> but was <" + actual + ">");
    }
  }
}
