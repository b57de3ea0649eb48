package io.treeline.javaagent.instrumentation.stainless.anthropic;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClientAsync;
import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.core.opentelemetry.OpenTelemetryRequestOptions;
import com.anthropic.models.beta.messages.BetaRawMessageStreamEvent;
import com.anthropic.models.beta.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import io.treeline.api.internal.AgentBridge;
import java.util.Map;

/** Every API and way to call beyond the contract, with the newest version. */
final class AnthropicApisProgram {

  private static final AnthropicClient CLIENT =
      AnthropicOkHttpClient.builder().baseUrl(AnthropicScenarios.SERVER).apiKey("none").build();
  private static final AnthropicClientAsync ASYNC =
      AnthropicOkHttpClientAsync.builder()
          .baseUrl(AnthropicScenarios.SERVER)
          .apiKey("none")
          .build();

  public static void main(String[] arguments) throws Exception {
    AnthropicScenarios scenarios = new AnthropicScenarios();
    scenarios.toolLoop("tools");
    CLIENT.messages().create(AnthropicScenarios.hi("thinking").build());
    try (StreamResponse<RawMessageStreamEvent> stream =
        CLIENT.messages().createStreaming(AnthropicScenarios.hi("thinking-stream").build())) {
      stream.iterator().forEachRemaining(event -> {});
    }
    CLIENT.messages().create(AnthropicScenarios.hi("searches").build());
    CLIENT.beta().messages().create(beta("beta"));
    ASYNC.beta().messages().create(beta("beta-async")).get();
    try (StreamResponse<BetaRawMessageStreamEvent> stream =
        CLIENT.beta().messages().createStreaming(beta("tools-beta-stream"))) {
      stream.stream().forEach(event -> {});
    }
    CLIENT
        .messages()
        .create(
            AnthropicScenarios.hi("conversation").build(),
            RequestOptions.builder()
                .openTelemetry(
                    OpenTelemetryRequestOptions.builder().conversationId("conv-1").build())
                .build());
    try (AutoCloseable session =
        AgentBridge.openSession("s-2", "Fallback", "/fallback", null, Map.of())) {
      try {
        scenarios.chat("error-small");
      } catch (RuntimeException expected) {
        scenarios.chat("large");
      }
    }
    // HTTP clients keep threads for a minute.
    System.exit(0);
  }

  private static MessageCreateParams beta(String model) {
    return MessageCreateParams.builder().model(model).maxTokens(100).addUserMessage("Hi").build();
  }

  private AnthropicApisProgram() {}
}
