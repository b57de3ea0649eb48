package io.opentelemetry.javaagent.treeline.genai;

import org.jspecify.annotations.Nullable;

/**
 * Tokens of one model call. Null is unknown, never 0.
 *
 * @param input includes cached tokens
 * @param output includes reasoning tokens
 * @param cacheRead part of input
 * @param cacheCreation part of input
 * @param reasoning part of output
 */
public record TokenUsage(
    @Nullable Long input,
    @Nullable Long output,
    @Nullable Long cacheRead,
    @Nullable Long cacheCreation,
    @Nullable Long reasoning) {

  public static final TokenUsage UNKNOWN = new TokenUsage(null, null, null, null, null);

  public static TokenUsage of(@Nullable Number input, @Nullable Number output) {
    return new TokenUsage(toLong(input), toLong(output), null, null, null);
  }

  /** Takes from {@code other} what is unknown here. */
  TokenUsage orElse(TokenUsage other) {
    return new TokenUsage(
        input != null ? input : other.input,
        output != null ? output : other.output,
        cacheRead != null ? cacheRead : other.cacheRead,
        cacheCreation != null ? cacheCreation : other.cacheCreation,
        reasoning != null ? reasoning : other.reasoning);
  }

  private static @Nullable Long toLong(@Nullable Number number) {
    return number == null ? null : number.longValue();
  }
}
