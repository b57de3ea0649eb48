package io.treeline.javaagent.instrumentation.stainless.anthropic;

import io.treeline.javaagent.testing.ExpectedChat;
import io.treeline.javaagent.testing.library.LibraryContract;
import io.treeline.javaagent.testing.library.LibraryScenarios;
import java.util.List;
import java.util.Map;

/** Messages of anthropic-java. */
abstract class AnthropicContract extends LibraryContract {
  private final String version;

  AnthropicContract(String version) {
    this.version = version;
  }

  @Override
  protected Class<? extends LibraryScenarios> scenarios() {
    return AnthropicScenarios.class;
  }

  @Override
  protected String[] libraries() {
    return new String[] {"com.anthropic:anthropic-java:" + version};
  }

  @Override
  protected String provider() {
    return "anthropic";
  }

  @Override
  protected FinishReasons finishReasons() {
    return new FinishReasons("end_turn", "tool_use");
  }

  @Override
  protected boolean asksForStreamUsage() {
    return true;
  }

  @Override
  protected boolean separatesSystemMessages() {
    return true;
  }

  @Override
  protected Map<String, Object> expectedParameters() {
    return Map.of(
        "gen_ai.request.temperature",
        0.5,
        "gen_ai.request.top_p",
        0.9,
        "gen_ai.request.top_k",
        40L,
        "gen_ai.request.max_tokens",
        100L,
        "gen_ai.request.stop_sequences",
        List.of("END"),
        "user.id",
        "u-7");
  }

  @Override
  protected Map<String, Object> expectedChat() {
    Map<String, Object> expected = answered("chat", server.port());
    if (version.equals("1.0.0")) {
      // Its objects have no place for it.
      expected.keySet().removeIf(key -> key.contains("ephemeral"));
    }
    return expected;
  }

  /** As {@link ExpectedChat#answered}, of the Messages API. */
  static Map<String, Object> answered(String model, int port) {
    Map<String, Object> attributes = ExpectedChat.answered(model, port);
    attributes.keySet().removeIf(key -> key.startsWith("openai."));
    attributes.put("gen_ai.provider.name", "anthropic");
    attributes.put("gen_ai.request.max_tokens", 100L);
    attributes.put("gen_ai.response.id", "msg_" + model);
    attributes.put("gen_ai.response.finish_reasons", List.of("end_turn"));
    attributes.put("gen_ai.usage.cache_creation.input_tokens", 4L);
    attributes.put("anthropic.usage.cache_creation.ephemeral_5m_input_tokens", 3L);
    attributes.put("anthropic.usage.cache_creation.ephemeral_1h_input_tokens", 1L);
    attributes.put("anthropic.response.service_tier", "standard");
    attributes.put("anthropic.request.id", "req_1");
    return attributes;
  }
}
