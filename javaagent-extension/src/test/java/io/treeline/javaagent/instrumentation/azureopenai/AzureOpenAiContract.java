package io.treeline.javaagent.instrumentation.azureopenai;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.ReceivedSpan;
import io.treeline.javaagent.testing.library.LibraryContract;
import io.treeline.javaagent.testing.library.LibraryScenarios;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** azure-ai-openai against Azure and against OpenAI. */
abstract class AzureOpenAiContract extends LibraryContract {
  private final String version;

  AzureOpenAiContract(String version) {
    this.version = version;
  }

  @Override
  protected Class<? extends LibraryScenarios> scenarios() {
    return AzureOpenAiScenarios.class;
  }

  @Override
  protected String[] libraries() {
    return new String[] {"com.azure:azure-ai-openai:" + version};
  }

  @Override
  protected String provider() {
    return "azure.ai.openai";
  }

  @Override
  protected Map<String, Object> ownChatAttributes() {
    return Map.of("openai.api.type", "chat_completions");
  }

  /** The library caches its streams: giving one up never reaches the connection. */
  @Override
  protected String closedEarlyEnding() {
    return "abandoned";
  }

  @Test
  void embeddings_areASpanWithTheirTokens() {
    ReceivedSpan span = receiver.span("embeddings embed");

    assertThat(span.attributesWithoutThread())
        .containsEntry("gen_ai.provider.name", "azure.ai.openai")
        .containsEntry("gen_ai.usage.input_tokens", 5L)
        .containsEntry("openinference.span.kind", "EMBEDDING");
  }

  @Test
  void openAiItself_isItsProvider() {
    ReceivedSpan span = receiver.span("chat not-azure");

    assertThat(span.attributesWithoutThread())
        .containsEntry("gen_ai.provider.name", "openai")
        .containsEntry("gen_ai.response.model", "not-azure-2026")
        .containsEntry("gen_ai.response.finish_reasons", List.of("stop"))
        .containsEntry("server.address", "api.openai.com");
  }
}
