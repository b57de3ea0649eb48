package io.treeline.javaagent.instrumentation.openai;

import static java.util.Map.entry;

import io.treeline.javaagent.testing.library.LibraryContract;
import io.treeline.javaagent.testing.library.LibraryScenarios;
import java.util.List;
import java.util.Map;

/** Chat completions of openai-java. */
abstract class OpenAiContract extends LibraryContract {
  private final String version;

  OpenAiContract(String version) {
    this.version = version;
  }

  @Override
  protected Class<? extends LibraryScenarios> scenarios() {
    return OpenAiScenarios.class;
  }

  @Override
  protected String[] libraries() {
    return new String[] {"com.openai:openai-java:" + version};
  }

  @Override
  protected Map<String, Object> chatAttributes() {
    return Map.ofEntries(
        entry("gen_ai.operation.name", "chat"),
        entry("gen_ai.provider.name", "openai"),
        entry("gen_ai.request.model", "chat"),
        entry("gen_ai.response.id", "chatcmpl-chat"),
        entry("gen_ai.response.model", "chat-2026"),
        entry("gen_ai.response.finish_reasons", List.of("stop")),
        entry("gen_ai.usage.input_tokens", 21L),
        entry("gen_ai.usage.output_tokens", 9L),
        entry("gen_ai.usage.cache_read.input_tokens", 8L),
        entry("gen_ai.usage.reasoning.output_tokens", 4L),
        entry(
            "gen_ai.input.messages",
            "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]"),
        entry("gen_ai.output.messages", answer("Hello from chat", "stop")),
        entry("openai.api.type", "chat_completions"),
        entry("openai.response.service_tier", "default"),
        entry("openai.response.system_fingerprint", "fp_1"),
        entry("openinference.span.kind", "LLM"),
        entry("server.address", "127.0.0.1"),
        entry("server.port", (long) server.port()));
  }

  @Override
  protected Map<String, Object> requestParameters() {
    return Map.of(
        "gen_ai.request.temperature",
        0.5,
        "gen_ai.request.top_p",
        0.9,
        "gen_ai.request.max_tokens",
        100L,
        "gen_ai.request.frequency_penalty",
        0.1,
        "gen_ai.request.presence_penalty",
        0.2,
        "gen_ai.request.seed",
        7L,
        "gen_ai.request.stop_sequences",
        List.of("END"),
        "user.id",
        "u-7");
  }
}
