package io.treeline.exporter.helicone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.treeline.semconv.GenAiAttributes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a response body, whichever provider's it is, by OpenTelemetry's rule: input
 * includes what was read from and written to the cache, output includes reasoning.
 */
final class Usage {

  private @Nullable Long input;
  private @Nullable Long output;
  private @Nullable Long cacheRead;
  private @Nullable Long cacheWrite;
  private @Nullable Long reasoning;

  private Usage() {}

  /** Attributes of a span; empty when the body says nothing of tokens. */
  static Map<String, JsonNode> attributes(JsonNode response) {
    Usage usage = new Usage();
    if (response.path("usageMetadata").isObject()) {
      usage.google(response.get("usageMetadata"));
    } else if (response.path("usage").isObject()) {
      usage.ofUsage(response.get("usage"));
    } else {
      usage.bedrockInvoke(response);
    }
    Map<String, JsonNode> attributes = new HashMap<>();
    put(attributes, GenAiAttributes.USAGE_INPUT_TOKENS.getKey(), usage.input);
    put(attributes, GenAiAttributes.USAGE_OUTPUT_TOKENS.getKey(), usage.output);
    put(attributes, GenAiAttributes.USAGE_CACHE_READ_INPUT_TOKENS.getKey(), usage.cacheRead);
    put(attributes, GenAiAttributes.USAGE_CACHE_WRITE_INPUT_TOKENS.getKey(), usage.cacheWrite);
    put(attributes, GenAiAttributes.USAGE_REASONING_OUTPUT_TOKENS.getKey(), usage.reasoning);
    return attributes;
  }

  private void ofUsage(JsonNode usage) {
    if (usage.has("inputTokens") || usage.has("outputTokens")) {
      bedrock(usage);
    } else if (usage.has("cache_read_input_tokens") || usage.has("cache_creation_input_tokens")) {
      anthropic(usage);
    } else {
      openAi(usage);
    }
  }

  /** Chat completions and responses; Anthropic's without a cache has the same two names. */
  private void openAi(JsonNode usage) {
    input = first(usage, "prompt_tokens", "input_tokens");
    output = first(usage, "completion_tokens", "output_tokens");
    JsonNode in = either(usage, "prompt_tokens_details", "input_tokens_details");
    JsonNode out = either(usage, "completion_tokens_details", "output_tokens_details");
    cacheRead = count(in, "cached_tokens");
    if (cacheRead == null) {
      cacheRead = count(usage, "prompt_cache_hit_tokens");
    }
    reasoning = count(out, "reasoning_tokens");
  }

  /** Counts the cache apart from the input. */
  private void anthropic(JsonNode usage) {
    cacheRead = count(usage, "cache_read_input_tokens");
    cacheWrite = count(usage, "cache_creation_input_tokens");
    input = sum(count(usage, "input_tokens"), cacheRead, cacheWrite);
    output = count(usage, "output_tokens");
  }

  /** Counts the cache in the input, thoughts apart from the output. */
  private void google(JsonNode usage) {
    cacheRead = count(usage, "cachedContentTokenCount");
    input = sum(count(usage, "promptTokenCount"), count(usage, "toolUsePromptTokenCount"), null);
    reasoning = count(usage, "thoughtsTokenCount");
    Long candidates = count(usage, "candidatesTokenCount");
    // A count of 0 is left out.
    output = candidates == null ? reasoning : sum(candidates, reasoning, null);
  }

  /** Converse: counts the cache apart from the input. */
  private void bedrock(JsonNode usage) {
    cacheRead = first(usage, "cacheReadInputTokens", "cacheReadInputTokenCount");
    cacheWrite = first(usage, "cacheWriteInputTokens", "cacheWriteInputTokenCount");
    input = sum(count(usage, "inputTokens"), cacheRead, cacheWrite);
    output = count(usage, "outputTokens");
  }

  /** What models answer when Bedrock only passes their own bodies on. */
  private void bedrockInvoke(JsonNode response) {
    input = first(response, "prompt_token_count", "inputTextTokenCount");
    output = count(response, "generation_token_count");
    if (output == null && response.path("results").path(0).has("tokenCount")) {
      output = count(response.path("results").path(0), "tokenCount");
    }
  }

  private static JsonNode either(JsonNode usage, String one, String other) {
    JsonNode value = usage.path(one);
    return value.isObject()
        ? value
        : usage.path(other).isObject() ? usage.path(other) : MissingNode.getInstance();
  }

  private static @Nullable Long first(JsonNode node, String... fields) {
    for (String field : fields) {
      Long count = count(node, field);
      if (count != null) {
        return count;
      }
    }
    return null;
  }

  private static @Nullable Long count(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0
        ? (Long) value.longValue()
        : null;
  }

  /** The first with the others that are known; unknown when the first is. */
  private static @Nullable Long sum(
      @Nullable Long first, @Nullable Long second, @Nullable Long third) {
    return first == null
        ? null
        : (Long) (first + (second == null ? 0 : second) + (third == null ? 0 : third));
  }

  private static void put(Map<String, JsonNode> attributes, String key, @Nullable Long value) {
    if (value != null) {
      attributes.put(key, LongNode.valueOf(value));
    }
  }
}
