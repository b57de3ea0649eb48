package io.treeline.javaagent.instrumentation.dashscope;

import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import java.util.Map;

/** Reads {@code usage} objects. Cached tokens are part of the input's in all of them. */
final class Usages {

  private Usages() {}

  static TokenUsage read(Map<String, ?> usage) {
    Map<String, ?> prompt = Json.object(usage, "prompt_tokens_details");
    Map<String, ?> input = prompt.isEmpty() ? Json.object(usage, "input_tokens_details") : prompt;
    Long inputTokens = Json.integer(usage, "input_tokens");
    return new TokenUsage(
        // Embeddings have a total alone.
        inputTokens == null && Json.integer(usage, "output_tokens") == null
            ? Json.integer(usage, "total_tokens")
            : inputTokens,
        Json.integer(usage, "output_tokens"),
        Json.integer(input, "cached_tokens"),
        Json.integer(input, "cache_creation_input_tokens"),
        Json.integer(Json.object(usage, "output_tokens_details"), "reasoning_tokens"));
  }
}
