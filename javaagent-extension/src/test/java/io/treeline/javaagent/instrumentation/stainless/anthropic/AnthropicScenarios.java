package io.treeline.javaagent.instrumentation.stainless.anthropic;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClientAsync;
import com.anthropic.core.JsonValue;
import com.anthropic.core.ObjectMappers;
import com.anthropic.core.Timeout;
import com.anthropic.core.http.AsyncStreamResponse;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import io.treeline.javaagent.testing.library.LibraryScenarios;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Messages with what every supported version of anthropic-java has. */
public final class AnthropicScenarios implements LibraryScenarios {

  /** The library adds the version itself. */
  static final String SERVER = System.getProperty("server").replaceAll("/v1$", "");

  static final Map<String, Object> TOOL =
      Map.of(
          "name",
          "lookup_order",
          "description",
          "Looks an order up",
          "input_schema",
          Map.of("type", "object", "properties", Map.of("orderId", Map.of("type", "string"))));

  private final AnthropicClient client =
      AnthropicOkHttpClient.builder().baseUrl(SERVER).apiKey("none").build();
  private final AnthropicClientAsync async =
      AnthropicOkHttpClientAsync.builder().baseUrl(SERVER).apiKey("none").build();

  @Override
  public String chat(String model) {
    return text(client.messages().create(hi(model).build()));
  }

  @Override
  public String parameters(String model) {
    return text(
        client
            .messages()
            .create(
                hi(model)
                    .putAdditionalBodyProperty("system", JsonValue.from("Be brief."))
                    .putAdditionalBodyProperty("temperature", JsonValue.from(0.5))
                    .putAdditionalBodyProperty("top_p", JsonValue.from(0.9))
                    .putAdditionalBodyProperty("top_k", JsonValue.from(40))
                    .putAdditionalBodyProperty("stop_sequences", JsonValue.from(List.of("END")))
                    .putAdditionalBodyProperty("metadata", JsonValue.from(Map.of("user_id", "u-7")))
                    .build()));
  }

  @Override
  public String toolLoop(String model) {
    List<Object> messages = new ArrayList<>();
    messages.add(Map.of("role", "user", "content", "Hi"));
    Message choice = client.messages().create(withTool(model, messages));
    messages.add(Map.of("role", "assistant", "content", JsonValue.from(choice.content())));
    messages.add(
        Map.of(
            "role",
            "user",
            "content",
            List.of(
                Map.of(
                    "type",
                    "tool_result",
                    "tool_use_id",
                    "call_" + model,
                    "content",
                    "{\"status\":\"shipped\"}"))));
    return text(client.messages().create(withTool(model, messages)));
  }

  @Override
  public String streamDrained(String model) {
    StringBuilder text = new StringBuilder();
    try (StreamResponse<RawMessageStreamEvent> stream =
        client.messages().createStreaming(hi(model).build())) {
      stream.stream().forEach(event -> text.append(text(event)));
    }
    return text.toString();
  }

  @Override
  public String streamDrainedNotClosed(String model) {
    StringBuilder text = new StringBuilder();
    client.messages().createStreaming(hi(model).build()).stream()
        .forEach(event -> text.append(text(event)));
    return text.toString();
  }

  @Override
  public String streamClosedEarly(String model) {
    try (StreamResponse<RawMessageStreamEvent> stream =
        client.messages().createStreaming(hi(model).build())) {
      return stream.stream()
          .map(AnthropicScenarios::text)
          .filter(text -> !text.isEmpty())
          .findFirst()
          .orElse("none");
    }
  }

  @Override
  public String streamAbandoned(String model) {
    Iterator<RawMessageStreamEvent> events =
        client.messages().createStreaming(hi(model).build()).stream().iterator();
    String text = "";
    while (text.isEmpty()) {
      text = text(events.next());
    }
    return text;
  }

  @Override
  public String asyncChat(String model) throws Exception {
    return text(async.messages().create(hi(model).build()).get());
  }

  @Override
  public String asyncStream(String model) throws Exception {
    StringBuilder text = new StringBuilder();
    AsyncStreamResponse<RawMessageStreamEvent> stream =
        async.messages().createStreaming(hi(model).build());
    stream.subscribe(event -> text.append(text(event)));
    stream.onCompleteFuture().get();
    return text.toString();
  }

  @Override
  public String asyncCancelled(String model) {
    CompletableFuture<Message> answer = async.messages().create(hi(model).build());
    boolean cancelled = answer.cancel(true);
    return cancelled + " " + answer.isCancelled();
  }

  @Override
  public String callback(String model, String nested) throws Exception {
    return async
        .messages()
        .create(hi(model).build())
        .thenApply(answer -> text(answer) + " " + chat(nested))
        .get();
  }

  @Override
  public String timeout(String model) {
    AnthropicClient impatient =
        AnthropicOkHttpClient.builder()
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
    return text(impatient.messages().create(hi(model).build()));
  }

  @Override
  public String sessionHeaders(String model) {
    return text(
        client
            .messages()
            .create(
                hi(model)
                    .putAdditionalHeader("Helicone-Session-Id", "h-1")
                    .putAdditionalHeader("Helicone-Session-Name", "Headers")
                    .putAdditionalHeader("Helicone-Session-Path", "/by/header")
                    .putAdditionalHeader("Helicone-User-Id", "u-9")
                    .putAdditionalHeader("Helicone-Property-plan", "pro")
                    .build()));
  }

  static MessageCreateParams.Builder hi(String model) {
    return MessageCreateParams.builder().model(model).maxTokens(100).addUserMessage("Hi");
  }

  static String text(Message answer) {
    return answer.content().stream()
        .flatMap(block -> block.text().stream())
        .map(block -> block.text())
        .findFirst()
        .orElse("none");
  }

  /** Accessors of events differ between versions; their JSON does not. */
  static String text(Object event) {
    return ObjectMappers.jsonMapper().valueToTree(event).path("delta").path("text").asText("");
  }

  static MessageCreateParams withTool(String model, List<Object> messages) {
    return MessageCreateParams.builder()
        .model(model)
        .maxTokens(100)
        .messages(JsonValue.from(messages))
        .putAdditionalBodyProperty("tools", JsonValue.from(List.of(TOOL)))
        .build();
  }
}
