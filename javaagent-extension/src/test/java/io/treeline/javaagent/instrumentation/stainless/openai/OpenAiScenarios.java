package io.treeline.javaagent.instrumentation.stainless.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.core.JsonValue;
import com.openai.core.Timeout;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.treeline.javaagent.testing.library.LibraryScenarios;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Chat completions with what every supported version of openai-java has. */
public final class OpenAiScenarios implements LibraryScenarios {

  static final String SERVER = System.getProperty("server");

  private static final Map<String, Object> TOOL =
      Map.of(
          "type",
          "function",
          "function",
          Map.of(
              "name",
              "lookup_order",
              "description",
              "Looks an order up",
              "parameters",
              Map.of("type", "object", "properties", Map.of("orderId", Map.of("type", "string")))));

  private final OpenAIClient client =
      OpenAIOkHttpClient.builder().baseUrl(SERVER).apiKey("none").build();
  private final OpenAIClientAsync async =
      OpenAIOkHttpClientAsync.builder().baseUrl(SERVER).apiKey("none").build();

  @Override
  public String chat(String model) {
    return text(client.chat().completions().create(hi(model).build()));
  }

  @Override
  public String parameters(String model) {
    return text(
        client
            .chat()
            .completions()
            .create(
                ChatCompletionCreateParams.builder()
                    .model(model)
                    .addSystemMessage("Be brief.")
                    .addUserMessage("Hi")
                    .temperature(0.5)
                    .topP(0.9)
                    .maxCompletionTokens(100)
                    .frequencyPenalty(0.1)
                    .presencePenalty(0.2)
                    .seed(7)
                    .user("u-7")
                    .putAdditionalBodyProperty("stop", JsonValue.from(List.of("END")))
                    .build()));
  }

  @Override
  public String toolLoop(String model) {
    List<Object> messages = new ArrayList<>();
    messages.add(Map.of("role", "user", "content", "Hi"));
    ChatCompletion choice = client.chat().completions().create(withTool(model, messages));
    messages.add(JsonValue.from(choice.choices().get(0).message()));
    messages.add(
        Map.of(
            "role",
            "tool",
            "tool_call_id",
            "call_" + model,
            "content",
            "{\"status\":\"shipped\"}"));
    return text(client.chat().completions().create(withTool(model, messages)));
  }

  @Override
  public String streamDrained(String model) {
    StringBuilder text = new StringBuilder();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(withUsage(model))) {
      stream.stream().forEach(chunk -> text.append(text(chunk)));
    }
    return text.toString();
  }

  @Override
  public String streamDrainedNotClosed(String model) {
    StringBuilder text = new StringBuilder();
    client.chat().completions().createStreaming(hi(model).build()).stream()
        .forEach(chunk -> text.append(text(chunk)));
    return text.toString();
  }

  @Override
  public String streamClosedEarly(String model) {
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(hi(model).build())) {
      return stream.stream()
          .map(OpenAiScenarios::text)
          .filter(text -> !text.isEmpty())
          .findFirst()
          .orElse("none");
    }
  }

  @Override
  public String streamAbandoned(String model) {
    Iterator<ChatCompletionChunk> chunks =
        client.chat().completions().createStreaming(hi(model).build()).stream().iterator();
    String text = "";
    while (text.isEmpty()) {
      text = text(chunks.next());
    }
    return text;
  }

  @Override
  public String asyncChat(String model) throws Exception {
    return text(async.chat().completions().create(hi(model).build()).get());
  }

  @Override
  public String asyncStream(String model) throws Exception {
    StringBuilder text = new StringBuilder();
    AsyncStreamResponse<ChatCompletionChunk> stream =
        async.chat().completions().createStreaming(hi(model).build());
    stream.subscribe(chunk -> text.append(text(chunk)));
    stream.onCompleteFuture().get();
    return text.toString();
  }

  @Override
  public String asyncCancelled(String model) {
    CompletableFuture<ChatCompletion> answer = async.chat().completions().create(hi(model).build());
    boolean cancelled = answer.cancel(true);
    return cancelled + " " + answer.isCancelled();
  }

  @Override
  public String callback(String model, String nested) throws Exception {
    return async
        .chat()
        .completions()
        .create(hi(model).build())
        .thenApply(answer -> text(answer) + " " + chat(nested))
        .get();
  }

  @Override
  public String timeout(String model) {
    OpenAIClient impatient =
        OpenAIOkHttpClient.builder()
            .baseUrl(SERVER)
            .apiKey("none")
            // One limit only: of two that are equal, either may strike first.
            .timeout(
                Timeout.builder()
                    .read(Duration.ofMillis(500))
                    .request(Duration.ofMinutes(1))
                    .build())
            .maxRetries(0)
            .build();
    return text(impatient.chat().completions().create(hi(model).build()));
  }

  @Override
  public String sessionHeaders(String model) {
    return text(
        client
            .chat()
            .completions()
            .create(
                hi(model)
                    .putAdditionalHeader("Helicone-Session-Id", "h-1")
                    .putAdditionalHeader("Helicone-Session-Name", "Headers")
                    .putAdditionalHeader("Helicone-Session-Path", "/by/header")
                    .putAdditionalHeader("Helicone-User-Id", "u-9")
                    .putAdditionalHeader("Helicone-Property-plan", "pro")
                    .build()));
  }

  static ChatCompletionCreateParams.Builder hi(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage("Hi");
  }

  static String text(ChatCompletion answer) {
    return answer.choices().get(0).message().content().orElse("none");
  }

  static String text(ChatCompletionChunk chunk) {
    return chunk.choices().isEmpty() ? "" : chunk.choices().get(0).delta().content().orElse("");
  }

  private static ChatCompletionCreateParams withUsage(String model) {
    return hi(model)
        .putAdditionalBodyProperty("stream_options", JsonValue.from(Map.of("include_usage", true)))
        .build();
  }

  static ChatCompletionCreateParams withTool(String model, List<Object> messages) {
    return ChatCompletionCreateParams.builder()
        .model(model)
        .messages(JsonValue.from(messages))
        .putAdditionalBodyProperty("tools", JsonValue.from(List.of(TOOL)))
        .build();
  }
}
