package io.treeline.exporter.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.treeline.exporter.model.SpanEvent;
import io.treeline.exporter.model.SpanLink;
import java.util.List;
import java.util.Map;

/**
 * Attributes, events and links as JSON text.
 *
 * <p>Whole numbers come back as 64-bit integers; NaN and the infinities come back as strings, as in
 * OTLP's own JSON.
 */
public final class JsonText {

  // What was accepted once must be readable for ever: no limits on our own text.
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNameLength(Integer.MAX_VALUE)
                          .maxNumberLength(Integer.MAX_VALUE)
                          .maxNestingDepth(Integer.MAX_VALUE)
                          .build())
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
                  .build())
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .build();

  private static final TypeReference<Map<String, JsonNode>> ATTRIBUTES = new TypeReference<>() {};
  private static final TypeReference<JsonNode> VALUE = new TypeReference<>() {};
  private static final TypeReference<List<SpanEvent>> EVENTS = new TypeReference<>() {};
  private static final TypeReference<List<SpanLink>> LINKS = new TypeReference<>() {};

  private JsonText() {}

  /** Reads and writes as this does, without limits. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  public static String write(Map<String, JsonNode> attributes) {
    if (attributes.isEmpty()) {
      return "{}";
    }
    // Nearly all values are short plain text: written without looking for a way to write each.
    StringBuilder out = new StringBuilder(512);
    char before = '{';
    for (Map.Entry<String, JsonNode> attribute : attributes.entrySet()) {
      out.append(before);
      before = ',';
      quote(out, attribute.getKey());
      out.append(':');
      JsonNode value = attribute.getValue();
      if (value.isTextual()) {
        quote(out, value.textValue());
      } else {
        out.append(value.isIntegralNumber() ? value.asText() : writeValue(value));
      }
    }
    out.append('}');
    return out.toString();
  }

  private static void quote(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        out.append(writeValue(text));
        return;
      }
    }
    out.append('"').append(text).append('"');
  }

  public static String write(List<?> eventsOrLinks) {
    return eventsOrLinks.isEmpty() ? "[]" : writeValue(eventsOrLinks);
  }

  public static String write(JsonNode value) {
    return writeValue(value);
  }

  public static JsonNode value(String text) {
    return read(text, VALUE);
  }

  public static Map<String, JsonNode> attributes(String text) {
    return text.equals("{}") ? Map.of() : read(text, ATTRIBUTES);
  }

  public static List<SpanEvent> events(String text) {
    return text.equals("[]") ? List.of() : read(text, EVENTS);
  }

  public static List<SpanLink> links(String text) {
    return text.equals("[]") ? List.of() : read(text, LINKS);
  }

  private static String writeValue(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static <T> T read(String text, TypeReference<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "stored JSON cannot be read as " + type.getType() + ": " + e.getOriginalMessage(), e);
    }
  }
}
