package io.treeline.javaagent.instrumentation.google.genai;

import com.google.common.collect.ImmutableList;
import com.google.genai.Chat;
import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.AutomaticFunctionCallingConfig;
import com.google.genai.types.Content;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.Part;
import com.google.genai.types.Schema;
import com.google.genai.types.Tool;
import io.treeline.javaagent.testing.library.LibraryScenarios;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What every supported version of google-genai has. */
public final class GoogleGenAiScenarios implements LibraryScenarios {

  static final String SERVER = System.getProperty("server").replace("/v1", "");

  private final Client client = client(HttpOptions.builder().baseUrl(SERVER).build());

  @Override
  public String chat(String model) {
    return client.models.generateContent(model, "Hi", null).text();
  }

  @Override
  public String parameters(String model) {
    return client
        .models
        .generateContent(
            model,
            "Hi",
            GenerateContentConfig.builder()
                .systemInstruction(Content.fromParts(Part.fromText("Be brief.")))
                .temperature(0.5f)
                .topP(0.9f)
                .maxOutputTokens(100)
                .frequencyPenalty(0.1f)
                .presencePenalty(0.2f)
                .seed(7)
                .stopSequences(List.of("END"))
                .build())
        .text();
  }

  @Override
  public String toolLoop(String model) {
    GenerateContentConfig config =
        GenerateContentConfig.builder()
            .tools(
                List.of(
                    Tool.builder()
                        .functionDeclarations(
                            List.of(
                                FunctionDeclaration.builder()
                                    .name("lookup_order")
                                    .description("Looks an order up")
                                    .parameters(
                                        Schema.fromJson(
                                            "{\"type\":\"OBJECT\",\"properties\":"
                                                + "{\"orderId\":{\"type\":\"STRING\"}}}"))
                                    .build()))
                        .build()))
            .build();
    List<Content> contents = new ArrayList<>();
    contents.add(Content.builder().role("user").parts(List.of(Part.fromText("Hi"))).build());
    GenerateContentResponse choice = client.models.generateContent(model, contents, config);
    contents.add(choice.candidates().get().get(0).content().get());
    String id = choice.functionCalls().get(0).id().orElse("none");
    contents.add(
        Content.fromJson(
            "{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"id\":\""
                + id
                + "\",\"name\":\"lookup_order\",\"response\":{\"status\":\"shipped\"}}}]}"));
    return client.models.generateContent(model, contents, config).text();
  }

  @Override
  public String streamDrained(String model) {
    try (ResponseStream<GenerateContentResponse> stream = stream(model)) {
      return all(stream);
    }
  }

  @Override
  public String streamDrainedNotClosed(String model) {
    return all(stream(model));
  }

  @Override
  public String streamClosedEarly(String model) {
    try (ResponseStream<GenerateContentResponse> stream = stream(model)) {
      return stream.iterator().next().text();
    }
  }

  @Override
  public String streamAbandoned(String model) {
    return stream(model).iterator().next().text();
  }

  @Override
  public String asyncChat(String model) throws Exception {
    return client.async.models.generateContent(model, "Hi", null).get().text();
  }

  @Override
  public String asyncStream(String model) throws Exception {
    return all(client.async.models.generateContentStream(model, "Hi", null).get());
  }

  @Override
  public String asyncCancelled(String model) {
    CompletableFuture<GenerateContentResponse> answer =
        client.async.models.generateContent(model, "Hi", null);
    boolean cancelled = answer.cancel(true);
    return cancelled + " " + answer.isCancelled();
  }

  @Override
  public String callback(String model, String nested) throws Exception {
    return client
        .async
        .models
        .generateContent(model, "Hi", null)
        .thenApply(answer -> answer.text() + " " + chat(nested))
        .get();
  }

  @Override
  public String timeout(String model) {
    return client(twoAttempts(HttpOptions.builder().baseUrl(SERVER).timeout(500)).build())
        .models
        .generateContent(model, "Hi", null)
        .text();
  }

  @Override
  public String sessionHeaders(String model) {
    return client
        .models
        .generateContent(
            model,
            "Hi",
            GenerateContentConfig.builder()
                .httpOptions(
                    HttpOptions.builder()
                        .headers(
                            Map.of(
                                "Helicone-Session-Id", "h-1",
                                "Helicone-Session-Name", "Headers",
                                "Helicone-Session-Path", "/by/header",
                                "Helicone-User-Id", "u-9",
                                "Helicone-Property-plan", "pro"))
                        .build())
                .build())
        .text();
  }

  @Override
  public String others() throws Exception {
    StringBuilder seen = new StringBuilder();
    seen.append(client.models.embedContent("embed", "Hi", null).embeddings().get().size());
    Chat chat = client.chats.create("conversation");
    seen.append(chat.sendMessage("Hi").text()).append(chat.sendMessage("Again").text());
    seen.append(client.models.generateContent("tools-called", "Hi", functions(10)).text());
    seen.append(
        client.async.models.generateContent("tools-later", "Hi", functions(10)).get().text());
    seen.append(client.models.generateContent("tools-endless", "Hi", functions(2)).text());
    seen.append(client.models.generateContent("tools-broken", "Hi", broken()).text());
    seen.append(client.models.generateContent("blocked", "Hi", null).candidates().isPresent());
    return seen.toString();
  }

  /** Called by the library. */
  public static String lookupOrder(String orderId) {
    return "shipped " + orderId;
  }

  /** Called by the library. */
  public static final class Broken {
    public static String lookupOrder(String orderId) {
      throw new IllegalStateException("no such order " + orderId);
    }

    private Broken() {}
  }

  private static GenerateContentConfig functions(int maximumCalls) throws Exception {
    return withFunction(GoogleGenAiScenarios.class, maximumCalls);
  }

  private static GenerateContentConfig broken() throws Exception {
    return withFunction(Broken.class, 10);
  }

  private static GenerateContentConfig withFunction(Class<?> owner, int maximumCalls)
      throws Exception {
    return GenerateContentConfig.builder()
        .tools(
            List.of(
                Tool.builder()
                    .functions(ImmutableList.of(owner.getMethod("lookupOrder", String.class)))
                    .build()))
        .automaticFunctionCalling(
            AutomaticFunctionCallingConfig.builder().maximumRemoteCalls(maximumCalls).build())
        .build();
  }

  /** The library's five attempts at a call that times out take a quarter of a minute. */
  private static HttpOptions.Builder twoAttempts(HttpOptions.Builder options) {
    try {
      return options.retryOptions(HttpRetryOptions.builder().attempts(2).build());
    } catch (LinkageError beforeItHadThem) {
      return options;
    }
  }

  private static Client client(HttpOptions options) {
    return Client.builder().apiKey("none").httpOptions(options).build();
  }

  private ResponseStream<GenerateContentResponse> stream(String model) {
    return client.models.generateContentStream(model, "Hi", null);
  }

  private static String all(ResponseStream<GenerateContentResponse> stream) {
    StringBuilder text = new StringBuilder();
    for (GenerateContentResponse chunk : stream) {
      text.append(chunk.text());
    }
    return text.toString();
  }
}
