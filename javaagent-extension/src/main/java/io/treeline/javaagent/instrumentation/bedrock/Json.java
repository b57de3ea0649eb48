package io.treeline.javaagent.instrumentation.bedrock;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of JSON objects; null or empty when they are missing or of another type. */
final class Json {

  static @Nullable String text(Map<String, ?> object, String name) {
    Object value = object.get(name);
    return value == null ? null : value.toString();
  }

  static Map<String, ?> object(Map<String, ?> object, String name) {
    return asObject(object.get(name));
  }

  static List<?> array(Map<String, ?> object, String name) {
    return object.get(name) instanceof List<?> list ? list : List.of();
  }

  static @Nullable Long integer(Map<String, ?> object, String name) {
    return object.get(name) instanceof Number number ? (Long) number.longValue() : null;
  }

  @SuppressWarnings("unchecked") // JSON names are strings
  static Map<String, ?> asObject(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, ?>) map : Map.of();
  }

  private Json() {}
}
