package io.treeline.exporter.pricing;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** The keys of the price list: what they are to us. A test compares them with the shipped list. */
final class PriceKeys {

  static final String REQUESTS = "requests_kcount";

  static final Set<String> PROVIDER =
      Set.of(
          "id",
          "name",
          "pricing_urls",
          "api_pattern",
          "description",
          "price_comments",
          "model_match",
          "provider_match",
          "extractors",
          "fallback_model_providers",
          "models");

  static final Set<String> MODEL =
      Set.of(
          "id",
          "name",
          "description",
          "match",
          "context_window",
          "price_comments",
          "prices",
          "deprecated");

  static final Set<String> CONDITIONAL = Set.of("constraint", "prices");

  static final Set<String> CONSTRAINT = Set.of("start_date", "start_time", "end_time");

  static final Set<String> TIERED = Set.of("base", "tiers");

  static final Set<String> TIER = Set.of("start", "price");

  /** Prices of what spans count. */
  static final Set<String> METERED = metered();

  /** Prices of what spans do not count; {@link CostSheet} says what is done about them. */
  static final Set<String> NOT_METERED =
      Set.of(
          "audio_hours",
          "cache_audio_write_1h_mtok",
          "cache_audio_write_5m_mtok",
          "cache_audio_write_mtok",
          "cache_image_read_mtok",
          "cache_image_write_1h_mtok",
          "cache_image_write_5m_mtok",
          "cache_image_write_mtok",
          "cache_video_read_mtok",
          "cache_video_write_1h_mtok",
          "cache_video_write_5m_mtok",
          "cache_video_write_mtok",
          "code_executions_kcount",
          "input_annotated_document_kpages",
          "input_audio_hours",
          "input_audio_tool_mtok",
          "input_document_kpages",
          "input_gpixels",
          "input_image_tool_mtok",
          "input_mchars",
          "input_text_messages_kcount",
          "input_text_tool_mtok",
          "input_tool_mtok",
          "input_video_mtok",
          "input_video_tool_mtok",
          "output_audio_citation_mtok",
          "output_audio_hours",
          "output_audio_reasoning_mtok",
          "output_citation_mtok",
          "output_image_citation_mtok",
          "output_image_mtok",
          "output_image_reasoning_mtok",
          "output_text_citation_mtok",
          "output_video_citation_mtok",
          "output_video_mtok",
          "output_video_reasoning_mtok",
          "rerank_searches_kcount",
          "social_searches_kcount",
          "storage_searches_kcount",
          "web_searches_kcount");

  /** Output that costs many times as much as text, without a count of it on the span. */
  static final Set<String> GENERATED_MEDIA = Set.of("output_image_mtok", "output_video_mtok");

  static boolean isPrice(String key) {
    return METERED.contains(key) || NOT_METERED.contains(key);
  }

  private static Set<String> metered() {
    Set<String> keys = new TreeSet<>();
    keys.add(REQUESTS);
    Arrays.stream(Bucket.values()).forEach(bucket -> keys.addAll(bucket.keys()));
    return Set.copyOf(keys);
  }

  private PriceKeys() {}
}
