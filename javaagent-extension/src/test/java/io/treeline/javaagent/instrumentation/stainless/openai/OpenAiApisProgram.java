package io.treeline.javaagent.instrumentation.stainless.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.OpenAIClientImpl;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.core.JsonValue;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import java.util.List;
import java.util.Map;

/** Every API and every way to call it, with the newest version. */
final class OpenAiApisProgram {

  private static final OpenAIClient CLIENT =
      OpenAIOkHttpClient.builder().baseUrl(OpenAiScenarios.SERVER).apiKey("none").build();
  private static final OpenAIClientAsync ASYNC =
      OpenAIOkHttpClientAsync.builder().baseUrl(OpenAiScenarios.SERVER).apiKey("none").build();

  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      closeEarly();
    } else {
      responses();
      vectorsAndLegacy();
      streamed();
      waysToCall();
      new OpenAiScenarios().toolLoop("tools");
      new OpenAiScenarios().streamDrained("stream");
      new OpenAiScenarios().sessionHeaders("headers");
    }
    // HTTP clients keep threads for a minute.
    System.exit(0);
  }

  private static void closeEarly() {
    try {
      new OpenAiScenarios().streamClosedEarly("hanging");
      System.out.println("closed");
    } catch (Throwable e) {
      System.out.println("threw " + e);
    }
  }

  private static void responses() throws Exception {
    CLIENT.responses().create(hi("responses").instructions("Be brief.").build());
    CLIENT.responses().create(hi("tools-responses").build());
    CLIENT
        .responses()
        .create(
            ResponseCreateParams.builder()
                .model("tools-responses")
                .previousResponseId("resp_tools-responses")
                .input(
                    JsonValue.from(
                        List.of(
                            Map.of(
                                "type", "function_call_output",
                                "call_id", "call_tools-responses",
                                "output", "shipped"))))
                .build());
    try (StreamResponse<ResponseStreamEvent> stream =
        CLIENT.responses().createStreaming(hi("responses-stream").build())) {
      stream.stream().forEach(event -> {});
    }
    ASYNC.responses().create(hi("responses-async").build()).get();
  }

  private static void vectorsAndLegacy() throws Exception {
    EmbeddingCreateParams.Builder embedding =
        EmbeddingCreateParams.builder().input("Hi").dimensions(3);
    CLIENT.embeddings().create(embedding.model("vectors").build());
    ASYNC.embeddings().create(embedding.model("vectors-async").build()).get();
    CLIENT
        .completions()
        .create(CompletionCreateParams.builder().model("legacy").prompt("Hi").build());
  }

  private static void streamed() {
    try (StreamResponse<ChatCompletionChunk> stream =
        CLIENT
            .chat()
            .completions()
            .createStreaming(
                OpenAiScenarios.withTool(
                    "tools-stream", List.of(Map.of("role", "user", "content", "Hi"))))) {
      stream.stream().forEach(chunk -> {});
    }
    try (StreamResponse<Completion> stream =
        CLIENT
            .completions()
            .createStreaming(
                CompletionCreateParams.builder()
                    .model("legacy-stream")
                    .prompt("Hi")
                    .putAdditionalBodyProperty(
                        "stream_options", JsonValue.from(Map.of("include_usage", true)))
                    .build())) {
      stream.stream().forEach(chunk -> {});
    }
  }

  private static void waysToCall() throws Exception {
    HttpResponseFor<ChatCompletion> raw =
        CLIENT.chat().completions().withRawResponse().create(OpenAiScenarios.hi("raw").build());
    System.out.println("status " + raw.statusCode() + " " + raw.requestId().orElse("none"));
    System.out.println("same " + raw.equals(raw) + " " + raw.parse().id());
    try (HttpResponseFor<ChatCompletion> unparsed =
        CLIENT
            .chat()
            .completions()
            .withRawResponse()
            .create(OpenAiScenarios.hi("unparsed").build())) {
      unparsed.body().readAllBytes();
    }
    OpenAIClient other = CLIENT.withOptions(o -> o.putHeader("Helicone-Session-Id", "h-2"));
    other.chat().completions().create(OpenAiScenarios.hi("options").build());
    CLIENT
        .chat()
        .completions()
        .create(OpenAiScenarios.hi("structured").responseFormat(Answer.class).build());
    new OpenAIClientImpl(options())
        .chat()
        .completions()
        .create(OpenAiScenarios.hi("constructed").build());
  }

  private static com.openai.core.ClientOptions options() {
    return com.openai.core.ClientOptions.builder()
        .httpClient(com.openai.client.okhttp.OkHttpClient.builder().build())
        .baseUrl(OpenAiScenarios.SERVER)
        .apiKey("none")
        .build();
  }

  private static ResponseCreateParams.Builder hi(String model) {
    return ResponseCreateParams.builder().model(model).input("Hi");
  }

  /** A structured answer. */
  public static final class Answer {
    public String text = "";
  }

  private OpenAiApisProgram() {}
}
