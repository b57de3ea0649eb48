package io.treeline.javaagent.instrumentation.bedrock;

import io.treeline.javaagent.testing.library.LibraryScenarios;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ToolInputSchema;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;
import software.amazon.awssdk.utils.AttributeMap;

/** The Converse API, with what every supported version has. */
public final class ConverseScenarios implements LibraryScenarios {

  private static final URI SERVER =
      URI.create("http://127.0.0.1:" + URI.create(System.getProperty("server")).getPort());
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none"));

  final BedrockRuntimeClient client =
      BedrockRuntimeClient.builder()
          .endpointOverride(SERVER)
          .region(Region.US_EAST_1)
          .credentialsProvider(CREDENTIALS)
          .build();
  final BedrockRuntimeAsyncClient async =
      BedrockRuntimeAsyncClient.builder()
          .endpointOverride(SERVER)
          .region(Region.US_EAST_1)
          .credentialsProvider(CREDENTIALS)
          .httpClient(overHttp1())
          .build();

  /** The library's own HTTP client; left alone it wants HTTP/2, which the server does not speak. */
  private static SdkAsyncHttpClient overHttp1() {
    return ServiceLoader.load(SdkAsyncHttpService.class)
        .findFirst()
        .orElseThrow()
        .createAsyncHttpClientFactory()
        .buildWithDefaults(
            AttributeMap.builder()
                .put(SdkHttpConfigurationOption.PROTOCOL, Protocol.HTTP1_1)
                .build());
  }

  @Override
  public String chat(String model) {
    return text(client.converse(hi(model).build()));
  }

  @Override
  public String parameters(String model) {
    return text(
        client.converse(
            hi(model)
                .system(SystemContentBlock.fromText("Be brief."))
                .inferenceConfig(
                    c -> c.temperature(0.5f).topP(0.9f).maxTokens(100).stopSequences("END"))
                .build()));
  }

  @Override
  public String toolLoop(String model) {
    List<Message> messages = new ArrayList<>(List.of(user(ContentBlock.fromText("Hi"))));
    ConverseResponse choice = client.converse(withTool(model, messages));
    messages.add(choice.output().message());
    messages.add(
        user(
            ContentBlock.fromToolResult(
                ToolResultBlock.builder()
                    .toolUseId("call_" + model)
                    .content(
                        ToolResultContentBlock.fromJson(
                            Document.mapBuilder().putString("status", "shipped").build()))
                    .build())));
    return text(client.converse(withTool(model, messages)));
  }

  private static ConverseRequest withTool(String model, List<Message> messages) {
    Document schema =
        Document.mapBuilder()
            .putString("type", "object")
            .putDocument(
                "properties",
                Document.mapBuilder()
                    .putDocument(
                        "orderId", Document.mapBuilder().putString("type", "string").build())
                    .build())
            .build();
    return ConverseRequest.builder()
        .modelId(model)
        .messages(messages)
        .toolConfig(
            ToolConfiguration.builder()
                .tools(
                    Tool.builder()
                        .toolSpec(
                            t ->
                                t.name("lookup_order")
                                    .description("Looks an order up")
                                    .inputSchema(ToolInputSchema.fromJson(schema)))
                        .build())
                .build())
        .build();
  }

  @Override
  public String streamDrained(String model) {
    return streamed(model);
  }

  @Override
  public String streamDrainedNotClosed(String model) {
    return streamed(model);
  }

  private String streamed(String model) {
    StringBuilder text = new StringBuilder();
    ConverseStreamResponseHandler handler =
        ConverseStreamResponseHandler.builder()
            .subscriber(event -> text.append(delta(event)))
            .build();
    async.converseStream(streamRequest(model), handler).join();
    return text.toString();
  }

  @Override
  public String streamClosedEarly(String model) throws Exception {
    return first(model, true);
  }

  @Override
  public String streamAbandoned(String model) throws Exception {
    return first(model, false);
  }

  private String first(String model, boolean cancels) throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    ConverseStreamResponseHandler handler =
        ConverseStreamResponseHandler.builder()
            .onEventStream(events -> events.subscribe(new FirstText(first, cancels)))
            .build();
    CompletableFuture<Void> unused = async.converseStream(streamRequest(model), handler);
    return first.get();
  }

  @Override
  public String asyncChat(String model) {
    return text(async.converse(hi(model).build()).join());
  }

  @Override
  public String asyncStream(String model) {
    return streamed(model);
  }

  @Override
  public String asyncCancelled(String model) {
    CompletableFuture<ConverseResponse> answer = async.converse(hi(model).build());
    boolean cancelled = answer.cancel(true);
    return cancelled + " " + answer.isCancelled();
  }

  @Override
  public String callback(String model, String nested) {
    return async
        .converse(hi(model).build())
        .thenCompose(
            answer ->
                async
                    .converse(hi(nested).build())
                    .thenApply(second -> text(answer) + " " + text(second)))
        .join();
  }

  @Override
  public String timeout(String model) {
    return text(
        client.converse(
            hi(model)
                .overrideConfiguration(c -> c.apiCallTimeout(Duration.ofMillis(500)))
                .build()));
  }

  @Override
  public String sessionHeaders(String model) {
    return text(
        client.converse(
            hi(model)
                .overrideConfiguration(
                    c ->
                        c.putHeader("Helicone-Session-Id", "h-1")
                            .putHeader("Helicone-Session-Name", "Headers")
                            .putHeader("Helicone-Session-Path", "/by/header")
                            .putHeader("Helicone-User-Id", "u-9")
                            .putHeader("Helicone-Property-plan", "pro"))
                .build()));
  }

  /** Guardrails, reasoning, and models invoked with bodies of their own. */
  @Override
  public String others() {
    String guarded =
        text(
            client.converse(
                hi("guarded")
                    .guardrailConfig(
                        g -> g.guardrailIdentifier("gr-1").guardrailVersion("3").trace("enabled"))
                    .build()));
    return guarded + " " + InvokeScenarios.run(client, async);
  }

  static ConverseRequest.Builder hi(String model) {
    return ConverseRequest.builder()
        .modelId(model)
        .messages(List.of(user(ContentBlock.fromText("Hi"))));
  }

  private static ConverseStreamRequest streamRequest(String model) {
    return ConverseStreamRequest.builder()
        .modelId(model)
        .messages(List.of(user(ContentBlock.fromText("Hi"))))
        .build();
  }

  private static Message user(ContentBlock block) {
    return Message.builder().role(ConversationRole.USER).content(List.of(block)).build();
  }

  private static String text(ConverseResponse answer) {
    return answer.output().message().content().get(0).text();
  }

  private static String delta(ConverseStreamOutput event) {
    return event instanceof ContentBlockDeltaEvent delta && delta.delta().text() != null
        ? delta.delta().text()
        : "";
  }

  /** Asks for events one by one until the first with text. */
  private record FirstText(
      CompletableFuture<String> first, boolean cancels, AtomicReference<Subscription> upstream)
      implements Subscriber<ConverseStreamOutput> {

    FirstText(CompletableFuture<String> first, boolean cancels) {
      this(first, cancels, new AtomicReference<>());
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      upstream.set(subscription);
      subscription.request(1);
    }

    @Override
    public void onNext(ConverseStreamOutput event) {
      String text = delta(event);
      if (text.isEmpty()) {
        upstream.get().request(1);
        return;
      }
      if (cancels) {
        upstream.get().cancel();
      }
      first.complete(text);
    }

    @Override
    public void onError(Throwable failure) {
      first.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {}
  }
}
