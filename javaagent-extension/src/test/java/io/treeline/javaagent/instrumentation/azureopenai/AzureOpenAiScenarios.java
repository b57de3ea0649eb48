package io.treeline.javaagent.instrumentation.azureopenai;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestSystemMessage;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.ai.openai.models.EmbeddingsOptions;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.credential.KeyCredential;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.rest.RequestOptions;
import com.azure.core.util.BinaryData;
import io.treeline.javaagent.testing.library.LibraryScenarios;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Chat completions against Azure, with what every supported version has. */
public final class AzureOpenAiScenarios implements LibraryScenarios {

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

  private final OpenAIClient client = builder().buildClient();
  private final OpenAIAsyncClient async = builder().buildAsyncClient();

  private static OpenAIClientBuilder builder() {
    return new OpenAIClientBuilder()
        .endpoint(LoopbackAzure.endpoint())
        .credential(new AzureKeyCredential("none"))
        .httpClient(new LoopbackAzure());
  }

  @Override
  public String chat(String model) {
    return text(client.getChatCompletions(model, hi()));
  }

  @Override
  public String parameters(String model) {
    ChatCompletionsOptions options =
        new ChatCompletionsOptions(
                List.of(
                    new ChatRequestSystemMessage("Be brief."), new ChatRequestUserMessage("Hi")))
            .setTemperature(0.5)
            .setTopP(0.9)
            .setMaxTokens(100)
            .setFrequencyPenalty(0.1)
            .setPresencePenalty(0.2)
            .setSeed(7L)
            .setUser("u-7")
            .setStop(List.of("END"));
    return text(client.getChatCompletions(model, options));
  }

  @Override
  public String toolLoop(String model) {
    List<Object> messages = new ArrayList<>();
    messages.add(Map.of("role", "user", "content", "Hi"));
    Map<?, ?> choice = raw(model, messages);
    messages.add(message(choice));
    messages.add(
        Map.of(
            "role",
            "tool",
            "tool_call_id",
            "call_" + model,
            "content",
            "{\"status\":\"shipped\"}"));
    return String.valueOf(message(raw(model, messages)).get("content"));
  }

  private Map<?, ?> raw(String model, List<Object> messages) {
    Map<String, Object> body = Map.of("messages", messages, "tools", List.of(TOOL));
    return client
        .getChatCompletionsWithResponse(model, BinaryData.fromObject(body), new RequestOptions())
        .getValue()
        .toObject(Map.class);
  }

  private static Map<?, ?> message(Map<?, ?> answer) {
    Map<?, ?> choice = (Map<?, ?>) ((List<?>) answer.get("choices")).get(0);
    return (Map<?, ?>) choice.get("message");
  }

  @Override
  public String streamDrained(String model) {
    StringBuilder text = new StringBuilder();
    client
        .getChatCompletionsStreamWithResponse(model, hi(), withUsage())
        .getValue()
        .forEach(chunk -> text.append(delta(chunk)));
    return text.toString();
  }

  @Override
  public String streamDrainedNotClosed(String model) {
    StringBuilder text = new StringBuilder();
    client.getChatCompletionsStream(model, hi()).forEach(chunk -> text.append(delta(chunk)));
    return text.toString();
  }

  @Override
  public String streamClosedEarly(String model) {
    return async
        .getChatCompletionsStream(model, hi())
        .map(AzureOpenAiScenarios::delta)
        .filter(text -> !text.isEmpty())
        .blockFirst(Duration.ofSeconds(30));
  }

  @Override
  public String streamAbandoned(String model) {
    Iterator<ChatCompletions> chunks = client.getChatCompletionsStream(model, hi()).iterator();
    String text = "";
    while (text.isEmpty()) {
      text = delta(chunks.next());
    }
    return text;
  }

  @Override
  public String asyncChat(String model) {
    return async
        .getChatCompletions(model, hi())
        .map(AzureOpenAiScenarios::text)
        .block(Duration.ofSeconds(30));
  }

  @Override
  public String asyncStream(String model) {
    List<String> texts =
        async
            .getChatCompletionsStream(model, hi())
            .map(AzureOpenAiScenarios::delta)
            .collectList()
            .block(Duration.ofSeconds(30));
    return String.join("", texts);
  }

  @Override
  public String asyncCancelled(String model) {
    CompletableFuture<ChatCompletions> answer = async.getChatCompletions(model, hi()).toFuture();
    boolean cancelled = answer.cancel(true);
    return cancelled + " " + answer.isCancelled();
  }

  @Override
  public String callback(String model, String nested) {
    return async
        .getChatCompletions(model, hi())
        .flatMap(
            answer ->
                async
                    .getChatCompletions(nested, hi())
                    .map(second -> text(answer) + " " + text(second)))
        .block(Duration.ofSeconds(30));
  }

  @Override
  public String timeout(String model) {
    return async
        .getChatCompletions(model, hi())
        .map(AzureOpenAiScenarios::text)
        .block(Duration.ofMillis(500));
  }

  @Override
  public String sessionHeaders(String model) {
    RequestOptions options =
        new RequestOptions()
            .setHeader(HttpHeaderName.fromString("Helicone-Session-Id"), "h-1")
            .setHeader(HttpHeaderName.fromString("Helicone-Session-Name"), "Headers")
            .setHeader(HttpHeaderName.fromString("Helicone-Session-Path"), "/by/header")
            .setHeader(HttpHeaderName.fromString("Helicone-User-Id"), "u-9")
            .setHeader(HttpHeaderName.fromString("Helicone-Property-plan"), "pro");
    return text(client.getChatCompletionsWithResponse(model, hi(), options).getValue());
  }

  /** Embeddings, and OpenAI itself instead of Azure. */
  @Override
  public String others() {
    int vectors =
        client.getEmbeddings("embed", new EmbeddingsOptions(List.of("Hi"))).getData().size();
    OpenAIClient openAi =
        new OpenAIClientBuilder()
            .credential(new KeyCredential("none"))
            .httpClient(new LoopbackAzure())
            .buildClient();
    return vectors + " " + text(openAi.getChatCompletions("not-azure", hi()));
  }

  private static RequestOptions withUsage() {
    return new RequestOptions().addRequestCallback(AzureOpenAiScenarios::askForUsage);
  }

  /** The oldest version has no option for it. */
  private static void askForUsage(HttpRequest request) {
    String body = request.getBodyAsBinaryData().toString();
    byte[] asking =
        body.replaceFirst("\\{", "{\"stream_options\":{\"include_usage\":true},")
            .getBytes(StandardCharsets.UTF_8);
    request.setBody(BinaryData.fromBytes(asking));
    request.setHeader(HttpHeaderName.CONTENT_LENGTH, Integer.toString(asking.length));
  }

  private static ChatCompletionsOptions hi() {
    return new ChatCompletionsOptions(List.of(new ChatRequestUserMessage("Hi")));
  }

  private static String text(ChatCompletions answer) {
    return answer.getChoices().get(0).getMessage().getContent();
  }

  private static String delta(ChatCompletions chunk) {
    if (chunk.getChoices() == null || chunk.getChoices().isEmpty()) {
      return "";
    }
    String text = chunk.getChoices().get(0).getDelta().getContent();
    return text == null ? "" : text;
  }
}
