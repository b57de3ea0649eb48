package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.metadata.Usage;

/** Reads token counts, including what only the providers' own usage tells. */
final class TokenUsages {

  private static final OptionalMethod CACHE_READ = OptionalMethod.named("getCacheReadInputTokens");
  private static final OptionalMethod CACHE_WRITE =
      OptionalMethod.named("getCacheWriteInputTokens");

  // OpenAI and those who speak like it.
  private static final OptionalMethod PROMPT_DETAILS = OptionalMethod.named("promptTokensDetails");
  private static final OptionalMethod CACHED = OptionalMethod.named("cachedTokens");
  private static final OptionalMethod COMPLETION_DETAILS =
      OptionalMethod.named("completionTokenDetails");
  private static final OptionalMethod COMPLETION_DETAILS_LATER =
      OptionalMethod.named("completionTokensDetails");
  private static final OptionalMethod REASONING = OptionalMethod.named("reasoningTokens");

  // Anthropic and Bedrock.
  private static final OptionalMethod NATIVE_CACHE_READ =
      OptionalMethod.named("cacheReadInputTokens");
  private static final OptionalMethod ANTHROPIC_CACHE_WRITE =
      OptionalMethod.named("cacheCreationInputTokens");
  private static final OptionalMethod BEDROCK_CACHE_WRITE =
      OptionalMethod.named("cacheWriteInputTokens");

  // Google.
  private static final OptionalMethod THOUGHTS = OptionalMethod.named("getThoughtsTokenCount");
  private static final OptionalMethod CACHED_CONTENT =
      OptionalMethod.named("getCachedContentTokenCount");

  private TokenUsages() {}

  /** Spring AI says 0 for what it does not know. */
  static TokenUsage read(@Nullable Usage usage, @Nullable String provider) {
    if (usage == null) {
      return TokenUsage.UNKNOWN;
    }
    Long input = number(usage.getPromptTokens());
    Long output = number(usage.getCompletionTokens());
    if (isNothing(input) && isNothing(output)) {
      return TokenUsage.UNKNOWN;
    }
    Object nativeUsage = usage.getNativeUsage();
    if ("anthropic".equals(provider) || "aws.bedrock".equals(provider)) {
      // Both count cached tokens beside the input tokens; the conventions count them within.
      Long read = first(unwrapped(CACHE_READ, usage), unwrapped(NATIVE_CACHE_READ, nativeUsage));
      Long written =
          first(
              first(unwrapped(CACHE_WRITE, usage), unwrapped(ANTHROPIC_CACHE_WRITE, nativeUsage)),
              unwrapped(BEDROCK_CACHE_WRITE, nativeUsage));
      return new TokenUsage(plus(plus(input, read), written), output, read, written, null);
    }
    Long cached =
        first(
            unwrapped(CACHE_READ, usage),
            first(
                unwrapped(CACHED, PROMPT_DETAILS.call(nativeUsage)), CACHED_CONTENT.number(usage)));
    Long reasoning = REASONING.number(COMPLETION_DETAILS.call(nativeUsage));
    if (reasoning == null) {
      reasoning = REASONING.number(COMPLETION_DETAILS_LATER.call(nativeUsage));
    }
    Long thoughts = THOUGHTS.number(usage);
    return thoughts == null
        ? new TokenUsage(input, output, cached, null, reasoning)
        // Gemini counts thoughts beside the candidates' tokens.
        : new TokenUsage(input, plus(output, thoughts), cached, null, thoughts);
  }

  private static @Nullable Long unwrapped(OptionalMethod method, @Nullable Object target) {
    Object value = method.call(target);
    if (value instanceof java.util.Optional<?> optional) {
      value = optional.orElse(null);
    }
    return value instanceof Number number ? (Long) number.longValue() : null;
  }

  private static boolean isNothing(@Nullable Long count) {
    return count == null || count == 0;
  }

  private static @Nullable Long first(@Nullable Long preferred, @Nullable Long otherwise) {
    return preferred != null ? preferred : otherwise;
  }

  private static @Nullable Long plus(@Nullable Long count, @Nullable Long more) {
    return count == null || more == null ? count : (Long) (count + more);
  }

  private static @Nullable Long number(@Nullable Integer count) {
    return count == null ? null : (Long) count.longValue();
  }
}
