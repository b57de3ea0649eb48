package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code usage} objects, whose names differ between the APIs. */
final class Usages {

  static TokenUsage read(Map<String, ?> usage) {
    if (usage.isEmpty()) {
      return TokenUsage.UNKNOWN;
    }
    Map<String, ?> input = details(usage, "prompt_tokens_details", "input_tokens_details");
    Map<String, ?> output = details(usage, "completion_tokens_details", "output_tokens_details");
    return new TokenUsage(
        either(usage, "prompt_tokens", "input_tokens"),
        either(usage, "completion_tokens", "output_tokens"),
        input.isEmpty()
            // DeepSeek's name
            ? Wire.integer(usage, "prompt_cache_hit_tokens")
            : Wire.integer(input, "cached_tokens"),
        Wire.integer(input, "cache_write_tokens"),
        Wire.integer(output, "reasoning_tokens"));
  }

  private static Map<String, ?> details(Map<String, ?> usage, String first, String second) {
    Map<String, ?> details = Wire.object(usage, first);
    return details.isEmpty() ? Wire.object(usage, second) : details;
  }

  private static @Nullable Long either(Map<String, ?> usage, String first, String second) {
    Long value = Wire.integer(usage, first);
    return value != null ? value : Wire.integer(usage, second);
  }

  private Usages() {}
}
