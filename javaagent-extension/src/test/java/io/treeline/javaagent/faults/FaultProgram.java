package io.treeline.javaagent.faults;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.treeline.api.internal.AgentBridge;
import io.treeline.javaagent.instrumentation.mcp.OrderServers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** OpenAI's library, LangChain4j and servers of the Model Context Protocol under faults. */
public final class FaultProgram {

  private static final String SERVER = System.getProperty("server");
  private final OpenAIClient openai =
      OpenAIOkHttpClient.builder().baseUrl(SERVER).apiKey("none").maxRetries(1).build();
  private final OpenAiChatModel model =
      OpenAiChatModel.builder().baseUrl(SERVER).apiKey("none").modelName("tools").build();
  private final OpenAiStreamingChatModel streaming =
      OpenAiStreamingChatModel.builder().baseUrl(SERVER).apiKey("none").modelName("tools").build();
  private final McpSyncClient mcp =
      McpClient.sync(OrderServers.client(OrderServers.start(), "/mcp")).build();

  /** An AI service. */
  interface Desk {
    String answer(@MemoryId String customer, @UserMessage String question);
  }

  /** An AI service that streams. */
  interface StreamingDesk {
    TokenStream answer(String question);
  }

  public static void main(String[] arguments) {
    try {
      FaultProgram program = new FaultProgram();
      program.mcp.initialize();
      new FaultRun(program.scenarios()).run();
      System.exit(0);
    } catch (Throwable e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private Map<String, Callable<String>> scenarios() {
    Map<String, Callable<String>> scenarios = new LinkedHashMap<>();
    scenarios.put("chat", () -> openai.chat().completions().create(hi("chat")).toString());
    scenarios.put("stream", this::stream);
    scenarios.put(
        "async",
        () ->
            openai
                .async()
                .chat()
                .completions()
                .create(hi("async"))
                .thenApply(Object::toString)
                .get(10, TimeUnit.SECONDS));
    scenarios.put("error", () -> openai.chat().completions().create(hi("error")).toString());
    scenarios.put("service", this::service);
    scenarios.put("streaming service", this::streamingService);
    scenarios.put(
        "mcp",
        () ->
            mcp.callTool(new CallToolRequest("lookup_order", Map.of("orderId", 7)))
                .content()
                .toString());
    scenarios.put(
        "mcp error", () -> mcp.callTool(new CallToolRequest("no_such_tool", Map.of())).toString());
    scenarios.put(
        "span",
        () -> {
          Span span = GlobalOpenTelemetry.getTracer("application").spanBuilder("own").startSpan();
          try (Scope current = span.makeCurrent()) {
            return openai.chat().completions().create(hi("inside")).toString();
          } finally {
            span.end();
          }
        });
    scenarios.put(
        "session",
        () -> {
          try (AutoCloseable session =
              AgentBridge.openSession("s-1", "Faults", "/faults", "u-1", Map.of("k", "v"))) {
            return openai.chat().completions().create(hi("session")).toString();
          }
        });
    return scenarios;
  }

  private String stream() {
    try (StreamResponse<ChatCompletionChunk> stream =
        openai.chat().completions().createStreaming(hi("stream"))) {
      return stream.stream()
          .flatMap(chunk -> chunk.choices().stream())
          .flatMap(choice -> choice.delta().content().stream())
          .collect(Collectors.joining());
    }
  }

  private String service() {
    return AiServices.builder(Desk.class)
        .chatModel(model)
        .tools(new Tools())
        .chatMemoryProvider(
            id -> dev.langchain4j.memory.chat.MessageWindowChatMemory.withMaxMessages(10))
        .build()
        .answer("customer-1", "Hi");
  }

  private String streamingService() throws Exception {
    CompletableFuture<String> done = new CompletableFuture<>();
    AiServices.builder(StreamingDesk.class)
        .streamingChatModel(streaming)
        .tools(new Tools())
        .build()
        .answer("Hi")
        .onPartialResponse(part -> {})
        .onCompleteResponse(response -> done.complete(response.aiMessage().text()))
        .onError(done::completeExceptionally)
        .start();
    return done.get(Duration.ofSeconds(10).toSeconds(), TimeUnit.SECONDS);
  }

  private static ChatCompletionCreateParams hi(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage("Hi").build();
  }

  /** What the model chooses. */
  public static final class Tools {
    @Tool(name = "lookup_order")
    public String lookup(String orderId) {
      return "shipped";
    }
  }
}
