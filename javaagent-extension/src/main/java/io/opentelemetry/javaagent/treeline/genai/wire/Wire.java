package io.opentelemetry.javaagent.treeline.genai.wire;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of JSON objects, null when they are missing or of another type. */
final class Wire {

  static @Nullable String string(Map<String, ?> object, String name) {
    return object.get(name) instanceof String value ? value : null;
  }

  /** The first of {@code names} that is a string. */
  static @Nullable String string(Map<String, ?> object, String first, String second) {
    String value = string(object, first);
    return value != null ? value : string(object, second);
  }

  static @Nullable Long integer(Map<String, ?> object, String name) {
    return object.get(name) instanceof Number value ? (Long) value.longValue() : null;
  }

  static @Nullable Double decimal(Map<String, ?> object, String name) {
    return object.get(name) instanceof Number value ? (Double) value.doubleValue() : null;
  }

  /** Empty when there is none. */
  static Map<String, ?> object(Map<String, ?> object, String name) {
    return asObject(object.get(name));
  }

  /** Empty when there is none. */
  static List<?> array(Map<String, ?> object, String name) {
    return object.get(name) instanceof List<?> value ? value : List.of();
  }

  @SuppressWarnings("unchecked") // JSON names are strings
  static Map<String, ?> asObject(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, ?>) map : Map.of();
  }

  private Wire() {}
}
