package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A provider's own usage object, as some senders pass it through. Its shape tells how to read it:
 *
 * <ul>
 *   <li>OpenAI's chat completions, {@code prompt_tokens}, and responses, {@code
 *       input_tokens_details}: input includes what was cached
 *   <li>Anthropic's {@code cache_read_input_tokens}: input leaves it out
 *   <li>Gemini's {@code prompt_token_count}: input includes what was cached, output leaves out
 *       thoughts
 * </ul>
 */
final class ProviderUsage {

  /** Thoughts are counted apart from the answer. */
  static final String OUTPUT_EXCLUDES_REASONING = "output-excludes-reasoning";

  static final String OPENAI = "openai-usage";

  /**
   * Reads usage of OpenAI's shapes.
   *
   * @return whether it was of one
   */
  static boolean readOpenAi(JsonNode usage, SpanDraft draft) {
    boolean completions = usage.has("prompt_tokens");
    boolean responses = usage.path("input_tokens_details").isObject();
    if (!completions && !responses) {
      return false;
    }
    draft.inputTokens = AttributeReader.countIn(usage, "prompt_tokens", "input_tokens");
    draft.outputTokens = AttributeReader.countIn(usage, "completion_tokens", "output_tokens");
    JsonNode in = usage.path(completions ? "prompt_tokens_details" : "input_tokens_details");
    JsonNode out = usage.path(completions ? "completion_tokens_details" : "output_tokens_details");
    draft.cacheReadTokens = AttributeReader.countIn(in, "cached_tokens");
    draft.inputAudioTokens = AttributeReader.countIn(in, "audio_tokens");
    draft.inputImageTokens = AttributeReader.countIn(in, "image_tokens");
    draft.reasoningTokens = AttributeReader.countIn(out, "reasoning_tokens");
    draft.outputAudioTokens = AttributeReader.countIn(out, "audio_tokens");
    return true;
  }

  /** Reads usage of Gemini's shape; fields that are missing stay unknown. */
  static void readGemini(JsonNode usage, SpanDraft draft) {
    draft.inputTokens = AttributeReader.countIn(usage, "prompt_token_count", "promptTokenCount");
    draft.outputTokens =
        AttributeReader.countIn(usage, "candidates_token_count", "candidatesTokenCount");
    draft.cacheReadTokens =
        AttributeReader.countIn(usage, "cached_content_token_count", "cachedContentTokenCount");
    draft.reasoningTokens =
        AttributeReader.countIn(usage, "thoughts_token_count", "thoughtsTokenCount");
    // What a tool of Gemini's own read for the model is billed as input.
    Long tools =
        AttributeReader.countIn(usage, "tool_use_prompt_token_count", "toolUsePromptTokenCount");
    if (draft.inputTokens != null && tools != null) {
      draft.inputTokens += tools;
    }
    if (draft.outputTokens != null && draft.reasoningTokens != null) {
      draft.outputTokens += draft.reasoningTokens;
      draft.usageRule = OUTPUT_EXCLUDES_REASONING;
    }
    JsonNode in = field(usage, "prompt_tokens_details", "promptTokensDetails");
    JsonNode out = field(usage, "candidates_tokens_details", "candidatesTokensDetails");
    JsonNode cache = field(usage, "cache_tokens_details", "cacheTokensDetails");
    draft.inputAudioTokens = ofModality(in, "AUDIO");
    draft.inputImageTokens = ofModality(in, "IMAGE");
    draft.outputAudioTokens = ofModality(out, "AUDIO");
    draft.cacheReadAudioTokens = ofModality(cache, "AUDIO");
  }

  private static JsonNode field(JsonNode usage, String name, String otherName) {
    return usage.has(name) ? usage.get(name) : usage.path(otherName);
  }

  private static @Nullable Long ofModality(JsonNode details, String modality) {
    for (JsonNode detail : details) {
      if (modality.equalsIgnoreCase(detail.path("modality").asText())) {
        return AttributeReader.countIn(detail, "token_count", "tokenCount");
      }
    }
    return null;
  }

  private ProviderUsage() {}
}
