package io.opentelemetry.javaagent.treeline.genai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

  @ParameterizedTest
  @CsvSource({
    "https://api.openai.com/v1, api.openai.com, 443, openai",
    "https://me.openai.azure.com/openai, me.openai.azure.com, 443, azure.ai.openai",
    "https://api.deepseek.com, api.deepseek.com, 443, deepseek",
    "https://api.groq.com/openai/v1, api.groq.com, 443, groq",
    "https://api.x.ai/v1, api.x.ai, 443, x_ai",
    "https://api.mistral.ai/v1, api.mistral.ai, 443, mistral_ai",
    "https://api.perplexity.ai, api.perplexity.ai, 443, perplexity",
    "http://localhost:11434/v1, localhost, 11434,",
    "https://notx.ai/v1, notx.ai, 443,",
  })
  void of_url_isHostPortAndProvider(String url, String host, int port, String provider) {
    assertThat(Endpoint.of(url)).isEqualTo(new Endpoint(host, port, provider));
  }

  @Test
  void of_noUrl_isNull() {
    assertThat(Endpoint.of(null)).isNull();
    assertThat(Endpoint.of("no url")).isNull();
  }
}
