package io.treeline.exporter.model;

import org.jspecify.annotations.Nullable;

/**
 * Tokens of one call. Null means that nobody reported it.
 *
 * @param input prompt tokens, including cache reads and writes
 * @param output completion tokens, including reasoning
 * @param cacheRead part of {@code input} read from the provider's cache
 * @param cacheWrite part of {@code input} written to the provider's cache
 * @param reasoning part of {@code output} spent on reasoning
 */
public record TokenUsage(
    @Nullable Long input,
    @Nullable Long output,
    @Nullable Long cacheRead,
    @Nullable Long cacheWrite,
    @Nullable Long reasoning) {

  public static final TokenUsage UNKNOWN = new TokenUsage(null, null, null, null, null);

  public TokenUsage {
    checkNotNegative("input", input);
    checkNotNegative("output", output);
    checkNotNegative("cacheRead", cacheRead);
    checkNotNegative("cacheWrite", cacheWrite);
    checkNotNegative("reasoning", reasoning);
  }

  public boolean isUnknown() {
    return equals(UNKNOWN);
  }

  private static void checkNotNegative(String name, @Nullable Long value) {
    if (value != null && value < 0) {
      throw new IllegalArgumentException(name + " tokens must not be negative: was " + value);
    }
  }
}
