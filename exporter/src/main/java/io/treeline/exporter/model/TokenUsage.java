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
 * @param cacheWriteHour part of {@code cacheWrite} to be kept for an hour instead of five minutes
 * @param inputAudio part of {@code input} that was audio
 * @param outputAudio part of {@code output} that was audio
 * @param cacheReadAudio part of {@code cacheRead} that was audio
 * @param inputImage part of {@code input} that was images
 */
public record TokenUsage(
    @Nullable Long input,
    @Nullable Long output,
    @Nullable Long cacheRead,
    @Nullable Long cacheWrite,
    @Nullable Long reasoning,
    @Nullable Long cacheWriteHour,
    @Nullable Long inputAudio,
    @Nullable Long outputAudio,
    @Nullable Long cacheReadAudio,
    @Nullable Long inputImage) {

  public static final TokenUsage UNKNOWN = new TokenUsage(null, null, null, null, null);

  public TokenUsage {
    checkNotNegative("input", input);
    checkNotNegative("output", output);
    checkNotNegative("cacheRead", cacheRead);
    checkNotNegative("cacheWrite", cacheWrite);
    checkNotNegative("reasoning", reasoning);
    checkNotNegative("cacheWriteHour", cacheWriteHour);
    checkNotNegative("inputAudio", inputAudio);
    checkNotNegative("outputAudio", outputAudio);
    checkNotNegative("cacheReadAudio", cacheReadAudio);
    checkNotNegative("inputImage", inputImage);
  }

  /** Without the parts only few providers report. Sums over spans are of this kind. */
  public TokenUsage(
      @Nullable Long input,
      @Nullable Long output,
      @Nullable Long cacheRead,
      @Nullable Long cacheWrite,
      @Nullable Long reasoning) {
    this(input, output, cacheRead, cacheWrite, reasoning, null, null, null, null, null);
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
