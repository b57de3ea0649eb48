package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON text that is the same for the same value, whatever the order of its fields. */
final class CanonicalJson {

  private CanonicalJson() {}

  static String of(@Nullable JsonNode value) {
    if (value == null) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    write(out, value);
    return out.toString();
  }

  static String of(Map<String, JsonNode> fields) {
    StringBuilder out = new StringBuilder();
    write(out, fields);
    return out.toString();
  }

  /** No deeper than a request can be, which the decoders bound. */
  private static void write(StringBuilder out, JsonNode value) {
    if (value.isObject()) {
      Map<String, JsonNode> fields = new TreeMap<>();
      value.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
      write(out, fields);
    } else if (value.isArray()) {
      out.append('[');
      value.forEach(
          element -> {
            write(out, element);
            out.append(',');
          });
      out.append(']');
    } else {
      out.append(value);
    }
  }

  private static void write(StringBuilder out, Map<String, JsonNode> fields) {
    out.append('{');
    new TreeMap<>(fields)
        .forEach(
            (name, value) -> {
              out.append(JsonText.string(name)).append(':');
              write(out, value);
              out.append(',');
            });
    out.append('}');
  }
}
