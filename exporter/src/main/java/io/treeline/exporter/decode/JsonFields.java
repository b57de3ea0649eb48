package io.treeline.exporter.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, by their lower camel case and their snake case name. Absent and
 * null are the same: empty text, 0, no elements, as in protobuf.
 */
final class JsonFields {

  /** A field has a wrong type; the message says where. */
  static final class FieldException extends IllegalArgumentException {
    FieldException(String message) {
      super(message);
    }
  }

  private final JsonNode node;
  private final String path;

  JsonFields(JsonNode node, String path) {
    if (!node.isObject() && !node.isMissingNode()) {
      throw new FieldException(path + " must be an object: was " + shown(node));
    }
    this.node = node;
    this.path = path;
  }

  String text(String name, String snakeName) {
    JsonNode value = get(name, snakeName);
    if (value.isMissingNode()) {
      return "";
    }
    if (!value.isTextual()) {
      throw wrong(name, "text", value);
    }
    return WellFormed.text(value.textValue());
  }

  /** Ids are hex here, unlike other bytes; either case is allowed. */
  String id(String name, String snakeName) {
    return text(name, snakeName).toLowerCase(Locale.ROOT);
  }

  /** A 64-bit number, which may be text or a JSON number. */
  long unsigned(String name, String snakeName) {
    JsonNode value = get(name, snakeName);
    if (value.isMissingNode()) {
      return 0;
    }
    if (value.isIntegralNumber() || value.isTextual()) {
      try {
        return Long.parseUnsignedLong(value.asText());
      } catch (NumberFormatException e) {
        throw wrong(name, "an unsigned 64-bit number", value);
      }
    }
    throw wrong(name, "an unsigned 64-bit number", value);
  }

  int enumeration(String name, Map<String, Integer> names) {
    JsonNode value = get(name, name);
    if (value.isMissingNode()) {
      return 0;
    }
    if (value.isInt()) {
      return value.intValue();
    }
    Integer number = value.isTextual() ? names.get(value.textValue()) : null;
    if (number == null) {
      throw wrong(name, "a number or one of " + names.keySet().stream().sorted().toList(), value);
    }
    return number;
  }

  JsonFields object(String name, String snakeName) {
    return new JsonFields(get(name, snakeName), path + "." + name);
  }

  List<JsonFields> objects(String name, String snakeName) {
    JsonNode value = get(name, snakeName);
    if (value.isMissingNode()) {
      return List.of();
    }
    if (!value.isArray()) {
      throw wrong(name, "an array", value);
    }
    List<JsonFields> result = new ArrayList<>(value.size());
    for (JsonNode element : value) {
      result.add(new JsonFields(element, path + "." + name + "[" + result.size() + "]"));
    }
    return result;
  }

  Map<String, JsonNode> attributes() {
    Map<String, JsonNode> result = new HashMap<>();
    for (JsonFields attribute : objects("attributes", "attributes")) {
      String key = attribute.text("key", "key");
      JsonFields value = attribute.object("value", "value");
      result.put(key, value.anyValue());
    }
    return result;
  }

  /** An AnyValue; null when absent. */
  @Nullable JsonNode value(String name) {
    return has(name, name) ? object(name, name).anyValue() : null;
  }

  private JsonNode anyValue() {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (has("stringValue", "string_value")) {
      return json.textNode(text("stringValue", "string_value"));
    }
    if (has("intValue", "int_value")) {
      return json.numberNode(signed("intValue", "int_value"));
    }
    if (has("boolValue", "bool_value")) {
      JsonNode value = get("boolValue", "bool_value");
      if (!value.isBoolean()) {
        throw wrong("boolValue", "true or false", value);
      }
      return value;
    }
    if (has("doubleValue", "double_value")) {
      return json.numberNode(real("doubleValue", "double_value"));
    }
    if (has("bytesValue", "bytes_value")) {
      return json.textNode(text("bytesValue", "bytes_value"));
    }
    if (has("arrayValue", "array_value")) {
      var array = json.arrayNode();
      for (JsonFields element : object("arrayValue", "array_value").objects("values", "values")) {
        array.add(element.anyValue());
      }
      return array;
    }
    if (has("kvlistValue", "kvlist_value")) {
      var object = json.objectNode();
      for (JsonFields entry : object("kvlistValue", "kvlist_value").objects("values", "values")) {
        object.set(entry.text("key", "key"), entry.object("value", "value").anyValue());
      }
      return object;
    }
    return json.nullNode();
  }

  private long signed(String name, String snakeName) {
    JsonNode value = get(name, snakeName);
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.longValue();
    }
    if (value.isTextual()) {
      try {
        return Long.parseLong(value.textValue());
      } catch (NumberFormatException e) {
        throw wrong(name, "a 64-bit number", value);
      }
    }
    throw wrong(name, "a 64-bit number", value);
  }

  private double real(String name, String snakeName) {
    JsonNode value = get(name, snakeName);
    if (value.isNumber()) {
      return value.doubleValue();
    }
    if (value.isTextual()) { // NaN, Infinity and -Infinity have no JSON number.
      try {
        return Double.parseDouble(value.textValue());
      } catch (NumberFormatException e) {
        throw wrong(name, "a number", value);
      }
    }
    throw wrong(name, "a number", value);
  }

  private boolean has(String name, String snakeName) {
    return !get(name, snakeName).isMissingNode();
  }

  private JsonNode get(String name, String snakeName) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() && !snakeName.equals(name)) {
      value = node.path(snakeName);
    }
    return value.isNull() ? MissingNode.getInstance() : value;
  }

  private FieldException wrong(String name, String expected, JsonNode value) {
    return new FieldException(path + "." + name + " must be " + expected + ": was " + shown(value));
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= 60
        ? text
        : text.substring(0, 60) + "… (" + text.length() + " characters)";
  }
}
