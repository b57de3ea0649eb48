package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.treeline.exporter.decode.RawSpan;
import io.treeline.exporter.model.Span;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decoded spans with the attributes a test is about. */
final class RawSpans {

  static final ObjectMapper MAPPER = new ObjectMapper();
  private static final SpanNormalizer NORMALIZER =
      new SpanNormalizer(NormalizerLimits.DEFAULT, Clock.systemUTC());

  /** Attributes as a JSON object; values keep their JSON types. */
  static Map<String, JsonNode> attributes(String json) {
    Map<String, JsonNode> attributes = new LinkedHashMap<>();
    try {
      MAPPER.readTree(json).properties().forEach(e -> attributes.put(e.getKey(), e.getValue()));
    } catch (java.io.IOException e) {
      throw new IllegalArgumentException(json, e);
    }
    return attributes;
  }

  static RawSpan raw(
      int kind, int status, Map<String, JsonNode> attributes, RawSpan.RawEvent... events) {
    return new RawSpan(
        new RawSpan.RawOrigin(Map.of(), "", "", Map.of()),
        "0af7651916cd43dd8448eb211c80319c",
        "00f067aa0ba902b7",
        "",
        "span",
        kind,
        1_790_000_000_000_000_000L,
        1_790_000_001_000_000_000L,
        status,
        "",
        attributes,
        List.of(events),
        List.of());
  }

  /** An INTERNAL span with these attributes, normalized. */
  static Span normalized(String attributes) {
    return normalized(raw(1, 0, attributes(attributes)));
  }

  static Span normalized(RawSpan raw) {
    NormalizedSpan normalized = NORMALIZER.normalize(raw, NORMALIZER.origins());
    if (!normalized.warnings().isEmpty()) {
      throw new AssertionError(normalized.warnings());
    }
    return normalized.span();
  }

  private RawSpans() {}
}
