package io.treeline.javaagent.instrumentation.langchain4j;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openaiofficial.OpenAiOfficialChatModel;
import dev.langchain4j.model.openaiofficial.OpenAiOfficialStreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.tool.ToolExecutor;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** LangChain4j's models that call openai-java: two instrumented libraries in every call. */
public final class OfficialModelsProgram {

  private static final String SERVER = System.getProperty("server");
  private static final Map<ToolSpecification, ToolExecutor> TOOLS =
      Map.of(
          ToolSpecification.builder().name("lookup_order").description("Looks an order up").build(),
          (request, memoryId) -> "shipped");

  interface Desk {
    String answer(String question);
  }

  interface StreamingDesk {
    TokenStream answer(String question);
  }

  public static void main(String[] arguments) throws Exception {
    for (String model : new String[] {"official", "flaky-official"}) {
      LangChain4jScenarios.check("Hello from " + model, ask(model));
    }
    try {
      ask("error-official");
      throw new AssertionError("expected the call to fail");
    } catch (RuntimeException expected) {
      System.out.println("failed as it should: " + expected.getClass());
    }
    LangChain4jLibrary.Answer streamed = new LangChain4jLibrary.Answer();
    streamingModel("official-stream").chat(hi(), streamed);
    LangChain4jScenarios.check("Hello from official-stream", streamed.text.get());
    Desk desk =
        AiServices.builder(Desk.class).chatModel(model("tools-official")).tools(TOOLS).build();
    LangChain4jScenarios.check("Hello from tools-official", desk.answer("Hi"));
    streamingService();
    // HTTP clients keep threads for a minute.
    System.exit(0);
  }

  private static void streamingService() throws Exception {
    StreamingDesk desk =
        AiServices.builder(StreamingDesk.class)
            .streamingChatModel(streamingModel("tools-official-stream"))
            .tools(TOOLS)
            .build();
    CompletableFuture<String> done = new CompletableFuture<>();
    desk.answer("Hi")
        .onPartialResponse(part -> {})
        .onCompleteResponse(response -> done.complete(response.aiMessage().text()))
        .onError(done::completeExceptionally)
        .start();
    LangChain4jScenarios.check("Hello from tools-official-stream", done.get(20, TimeUnit.SECONDS));
  }

  private static String ask(String model) {
    return model(model).chat(hi()).aiMessage().text();
  }

  private static ChatRequest hi() {
    return ChatRequest.builder().messages(UserMessage.from("Hi")).build();
  }

  private static OpenAiOfficialChatModel model(String name) {
    return OpenAiOfficialChatModel.builder()
        .baseUrl(SERVER)
        .apiKey("none")
        .modelName(name)
        .temperature(0.5)
        .customHeaders(Map.of("Helicone-Session-Id", "h-1"))
        .build();
  }

  private static OpenAiOfficialStreamingChatModel streamingModel(String name) {
    return OpenAiOfficialStreamingChatModel.builder()
        .baseUrl(SERVER)
        .apiKey("none")
        .modelName(name)
        .build();
  }

  private OfficialModelsProgram() {}
}
