package io.treeline.exporter.decode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;

/**
 * Raw spans as JSON of ours, with all of their values as they are; for those that came in no OTLP
 * request. Written to the journal: a change of {@link RawSpan} must still read what was written.
 */
public final class RawSpanJson {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final TypeReference<List<RawSpan>> SPANS = new TypeReference<>() {};

  private RawSpanJson() {}

  /** The spans as an array. */
  public static byte[] write(List<RawSpan> spans) {
    try {
      return JSON.writeValueAsBytes(spans);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("raw spans could not be written as JSON", e);
    }
  }

  /**
   * The spans of an array.
   *
   * @throws MalformedPayloadException when it is none of {@link #write}
   */
  public static List<RawSpan> read(byte[] json) {
    try {
      return JSON.readValue(json, SPANS);
    } catch (IOException | NumberFormatException e) {
      throw new MalformedPayloadException("raw spans cannot be read: " + e.getMessage(), e);
    }
  }
}
