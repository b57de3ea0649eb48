package io.treeline.exporter.pricing;

import java.util.List;

/**
 * One sort of tokens with a price of its own. The buckets of a call do not overlap: each token is
 * in one of them.
 */
enum Bucket {
  INPUT("input", "input_text_mtok", "input_mtok"),
  INPUT_AUDIO("input, audio", "input_audio_mtok", "input_mtok"),
  INPUT_IMAGE("input, images", "input_image_mtok", "input_mtok"),
  CACHE_READ(
      "cache read", "cache_text_read_mtok", "cache_read_mtok", "input_text_mtok", "input_mtok"),
  CACHE_READ_AUDIO("cache read, audio", "cache_audio_read_mtok"),
  CACHE_WRITE(
      "cache write",
      "cache_text_write_5m_mtok",
      "cache_write_5m_mtok",
      "cache_text_write_mtok",
      "cache_write_mtok",
      "input_text_mtok",
      "input_mtok"),
  CACHE_WRITE_HOUR(
      "cache write, 1 hour",
      "cache_text_write_1h_mtok",
      "cache_write_1h_mtok",
      "cache_text_write_mtok",
      "cache_write_mtok",
      "input_text_mtok",
      "input_mtok"),
  OUTPUT("output", "output_text_mtok", "output_mtok"),
  REASONING(
      "output, reasoning",
      "output_text_reasoning_mtok",
      "output_reasoning_mtok",
      "output_text_mtok",
      "output_mtok"),
  OUTPUT_AUDIO("output, audio", "output_audio_mtok", "output_mtok");

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // It is: List.of made it.
  private final List<String> keys;

  Bucket(String label, String... keys) {
    this.label = label;
    this.keys = List.of(keys);
  }

  /** For people. */
  String label() {
    return label;
  }

  /**
   * Keys of the price list, the first of which a row has gives the price: what a row does not price
   * apart costs as much as what it is a part of.
   */
  List<String> keys() {
    return keys;
  }
}
