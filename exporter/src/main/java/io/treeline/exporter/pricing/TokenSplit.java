package io.treeline.exporter.pricing;

import io.treeline.exporter.model.TokenUsage;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one call in buckets that do not overlap.
 *
 * @param counts tokens by bucket; empty when they cannot be told
 * @param input all of the input, by which tiers are chosen
 * @param unknown why the tokens cannot be told; null when they can
 */
record TokenSplit(Map<Bucket, Long> counts, long input, @Nullable String unknown) {

  TokenSplit {
    counts = Collections.unmodifiableMap(counts);
  }

  /**
   * Splits.
   *
   * @param hasOutput whether the call makes tokens at all: embeddings do not
   */
  static TokenSplit of(TokenUsage usage, boolean hasOutput) {
    Long in = usage.input();
    Long out = hasOutput ? usage.output() : Long.valueOf(0);
    if (in == null) {
      return unknown("the number of input tokens is unknown");
    }
    if (out == null) {
      return unknown("the number of output tokens is unknown");
    }
    Map<Bucket, Long> counts = new EnumMap<>(Bucket.class);
    String fault = addInput(counts, usage, in);
    if (fault == null) {
      fault = addOutput(counts, usage, out, hasOutput);
    }
    return fault == null ? new TokenSplit(counts, in, null) : unknown(fault);
  }

  private static @Nullable String addInput(Map<Bucket, Long> counts, TokenUsage usage, long in) {
    long reads = orZero(usage.cacheRead());
    long writes = orZero(usage.cacheWrite());
    long hour = orZero(usage.cacheWriteHour());
    long audio = orZero(usage.inputAudio());
    long audioReads = orZero(usage.cacheReadAudio());
    long images = orZero(usage.inputImage());
    long textReads = reads - audioReads;
    long text = in - textReads - writes - audio - images;
    if (text < 0 || textReads < 0 || hour > writes || audioReads > audio) {
      return "the parts of the input (cache read %d, cache write %d, of it for an hour %d, audio %d,"
              .formatted(reads, writes, hour, audio)
          + " of it cached %d, images %d) do not fit into its %d tokens"
              .formatted(audioReads, images, in);
    }
    counts.put(Bucket.INPUT, text);
    counts.put(Bucket.CACHE_READ, textReads);
    counts.put(Bucket.CACHE_WRITE, writes - hour);
    counts.put(Bucket.CACHE_WRITE_HOUR, hour);
    counts.put(Bucket.INPUT_AUDIO, audio - audioReads);
    counts.put(Bucket.CACHE_READ_AUDIO, audioReads);
    counts.put(Bucket.INPUT_IMAGE, images);
    return null;
  }

  private static @Nullable String addOutput(
      Map<Bucket, Long> counts, TokenUsage usage, long out, boolean hasOutput) {
    long reasoning = hasOutput ? orZero(usage.reasoning()) : 0;
    long audio = hasOutput ? orZero(usage.outputAudio()) : 0;
    long text = out - reasoning - audio;
    if (text < 0) {
      return "the parts of the output (reasoning %d, audio %d) do not fit into its %d tokens"
          .formatted(reasoning, audio, out);
    }
    counts.put(Bucket.OUTPUT, text);
    counts.put(Bucket.REASONING, reasoning);
    counts.put(Bucket.OUTPUT_AUDIO, audio);
    return null;
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  private static TokenSplit unknown(String why) {
    return new TokenSplit(new EnumMap<>(Bucket.class), 0, why);
  }
}
