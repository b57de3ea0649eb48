package io.treeline.javaagent.instrumentation.dashscope;

import io.opentelemetry.javaagent.treeline.genai.JsonReader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of JSON objects, null or empty when they are missing or of another type. */
final class Json {

  private Json() {}

  /** Empty when {@code text} is no JSON object. */
  static Map<String, ?> read(@Nullable String text) {
    return text == null ? Map.of() : asObject(JsonReader.readStructure(text));
  }

  static @Nullable String string(Map<String, ?> object, String name) {
    return object.get(name) instanceof String value ? value : null;
  }

  static @Nullable Long integer(Map<String, ?> object, String name) {
    return object.get(name) instanceof Number value ? (Long) value.longValue() : null;
  }

  static @Nullable Double decimal(Map<String, ?> object, String name) {
    return object.get(name) instanceof Number value ? (Double) value.doubleValue() : null;
  }

  static Map<String, ?> object(Map<String, ?> object, String name) {
    return asObject(object.get(name));
  }

  static List<?> array(Map<String, ?> object, String name) {
    return object.get(name) instanceof List<?> value ? value : List.of();
  }

  @SuppressWarnings("unchecked") // JSON names are strings
  static Map<String, ?> asObject(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, ?>) map : Map.of();
  }
}
