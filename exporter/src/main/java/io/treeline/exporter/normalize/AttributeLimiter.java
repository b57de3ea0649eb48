package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cuts values that are too long, visibly: a span with a cut value is worth more than no span. */
final class AttributeLimiter {

  private final int maxBytes;
  private final String nameOfLimit;

  /**
   * Creates a limiter.
   *
   * @param nameOfLimit what a sender is told of where the limit comes from
   */
  AttributeLimiter(int maxBytes, String nameOfLimit) {
    this.maxBytes = maxBytes;
    this.nameOfLimit = nameOfLimit;
  }

  /**
   * Cuts values that are too long.
   *
   * @param warnings gets one sentence for each value that was cut
   * @return the same map when nothing was cut
   */
  Map<String, JsonNode> limit(Map<String, JsonNode> attributes, List<String> warnings) {
    @Nullable Map<String, JsonNode> result = null;
    for (Map.Entry<String, JsonNode> attribute : attributes.entrySet()) {
      JsonNode value = attribute.getValue();
      if (isSmall(value)) {
        continue;
      }
      long bytes = size(value);
      if (bytes > maxBytes) {
        if (result == null) {
          result = new HashMap<>(attributes);
        }
        result.put(attribute.getKey(), TextNode.valueOf(cut(value, bytes)));
        warnings.add(
            "attribute \""
                + attribute.getKey()
                + "\" has "
                + bytes
                + " bytes and was cut at "
                + maxBytes
                + " ("
                + nameOfLimit
                + ")");
      }
    }
    return result == null ? attributes : result;
  }

  /** Cuts plain text, such as a span's name. */
  String limit(String what, String text, List<String> warnings) {
    long bytes = isSmall(text) ? 0 : utf8Length(text);
    if (bytes <= maxBytes) {
      return text;
    }
    warnings.add(
        what + " has " + bytes + " bytes and was cut at " + maxBytes + " (" + nameOfLimit + ")");
    return cut(TextNode.valueOf(text), bytes);
  }

  private String cut(JsonNode value, long bytes) {
    String text = value.isTextual() ? value.textValue() : value.toString();
    int end = 0;
    long kept = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      kept += utf8Length(codePoint);
      if (kept > maxBytes) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return text.substring(0, end) + "… [cut: " + bytes + " bytes, limit " + maxBytes + "]";
  }

  /** Whether nothing need be counted to see it: nearly all are. */
  private boolean isSmall(JsonNode value) {
    return value.isTextual()
        ? isSmall(value.textValue())
        : value.isValueNode() && Long.BYTES <= maxBytes;
  }

  private boolean isSmall(String text) {
    return text.length() * 3L <= maxBytes;
  }

  private static long size(JsonNode value) {
    if (value.isTextual()) {
      return utf8Length(value.textValue());
    }
    if (value.isObject()) {
      long size = 0;
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        size += utf8Length(field.getKey()) + size(field.getValue());
      }
      return size;
    }
    long size = 8; // A number or boolean, or what an empty array costs.
    for (JsonNode element : value) {
      size += size(element);
    }
    return size;
  }

  private static long utf8Length(String text) {
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Either half of a surrogate pair stands for two of its four bytes.
      length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return length;
  }

  private static int utf8Length(int codePoint) {
    return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }
}
