package io.treeline.javaagent.instrumentation.langchain4j;

import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import org.jspecify.annotations.Nullable;

/** Reads token counts, including what only the providers' own usage classes tell. */
final class TokenUsages {

  private static final OptionalMethod INPUT_DETAILS = OptionalMethod.named("inputTokensDetails");
  private static final OptionalMethod OUTPUT_DETAILS = OptionalMethod.named("outputTokensDetails");
  private static final OptionalMethod CACHED = OptionalMethod.named("cachedTokens");
  private static final OptionalMethod REASONING = OptionalMethod.named("reasoningTokens");
  private static final OptionalMethod CACHE_READ = OptionalMethod.named("cacheReadInputTokens");
  private static final OptionalMethod ANTHROPIC_CACHE_WRITE =
      OptionalMethod.named("cacheCreationInputTokens");
  private static final OptionalMethod BEDROCK_CACHE_WRITE =
      OptionalMethod.named("cacheWriteInputTokens");
  private static final OptionalMethod GEMINI_CACHED =
      OptionalMethod.named("cachedContentTokenCount");
  private static final OptionalMethod GEMINI_THOUGHTS = OptionalMethod.named("thoughtsTokenCount");

  private TokenUsages() {}

  static TokenUsage read(dev.langchain4j.model.output.@Nullable TokenUsage usage) {
    if (usage == null) {
      return TokenUsage.UNKNOWN;
    }
    Long input = number(usage.inputTokenCount());
    Long output = number(usage.outputTokenCount());
    // By name: the providers' jars may or may not be there.
    return switch (usage.getClass().getSimpleName()) {
      case "OpenAiTokenUsage", "OpenAiOfficialTokenUsage" ->
          new TokenUsage(
              input,
              output,
              CACHED.number(INPUT_DETAILS.call(usage)),
              null,
              REASONING.number(OUTPUT_DETAILS.call(usage)));
      // Both count cached tokens beside the input tokens; the conventions count them within.
      case "AnthropicTokenUsage" ->
          exclusive(input, output, CACHE_READ.number(usage), ANTHROPIC_CACHE_WRITE.number(usage));
      case "BedrockTokenUsage" ->
          exclusive(input, output, CACHE_READ.number(usage), BEDROCK_CACHE_WRITE.number(usage));
      // Gemini counts thoughts beside the candidates' tokens.
      case "GoogleAiGeminiTokenUsage" -> {
        Long thoughts = GEMINI_THOUGHTS.number(usage);
        yield new TokenUsage(
            input, plus(output, thoughts), GEMINI_CACHED.number(usage), null, thoughts);
      }
      default -> new TokenUsage(input, output, null, null, null);
    };
  }

  private static TokenUsage exclusive(
      @Nullable Long input,
      @Nullable Long output,
      @Nullable Long cacheRead,
      @Nullable Long cacheWrite) {
    return new TokenUsage(
        plus(plus(input, cacheRead), cacheWrite), output, cacheRead, cacheWrite, null);
  }

  private static @Nullable Long plus(@Nullable Long count, @Nullable Long more) {
    return count == null || more == null ? count : (Long) (count + more);
  }

  private static @Nullable Long number(@Nullable Integer count) {
    return count == null ? null : (Long) count.longValue();
  }
}
