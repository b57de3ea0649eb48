package io.treeline.exporter.normalize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Attribute values as JSON text. */
final class JsonText {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * JSON text stays as it was sent, other text becomes a JSON string, structured values are written
   * out. Text counts as JSON only when it is an object, an array or a string: {@code 007} and
   * {@code 5551234567890123456} are more likely names than numbers.
   */
  static String of(JsonNode value) {
    if (!value.isTextual()) {
      return value.toString();
    }
    String text = value.textValue();
    return isJson(text) ? text : value.toString();
  }

  /** Parsed, or null when it is not JSON. */
  static @Nullable JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException notJson) {
      return null;
    }
  }

  static String string(String text) {
    return JsonNodeFactory.instance.textNode(text).toString();
  }

  private static boolean isJson(String text) {
    int first = 0;
    while (first < text.length() && Character.isWhitespace(text.charAt(first))) {
      first++;
    }
    if (first == text.length() || "{[\"".indexOf(text.charAt(first)) < 0) {
      return false;
    }
    return JsonScan.isSurelyJson(text) || isParsed(text);
  }

  private static boolean isParsed(String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      parser.nextToken();
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException notJson) {
      return false;
    }
  }

  private JsonText() {}
}
