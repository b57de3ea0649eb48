package io.treeline.javaagent.instrumentation.bedrock;

import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** Objects of the SDK as the JSON values they stand for, by the names they have on the wire. */
final class SdkJson {

  private static final int MAX_DEPTH = 64;

  static Map<String, Object> object(SdkPojo pojo) {
    return object(pojo, 0);
  }

  private static Map<String, Object> object(SdkPojo pojo, int depth) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (depth > MAX_DEPTH) {
      return fields;
    }
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = value(field.getValueOrDefault(pojo), depth);
      if (value != null) {
        fields.put(field.locationName(), value);
      }
    }
    return fields;
  }

  private static @Nullable Object value(@Nullable Object value, int depth) {
    if (value instanceof SdkPojo pojo) {
      return object(pojo, depth + 1);
    }
    if (value instanceof SdkAutoConstructList<?> || value instanceof SdkAutoConstructMap<?, ?>) {
      return null;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> elements = new ArrayList<>(list.size());
      list.forEach(element -> elements.add(value(element, depth + 1)));
      return elements;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> entries = new LinkedHashMap<>();
      map.forEach((key, element) -> entries.put(String.valueOf(key), value(element, depth + 1)));
      return entries;
    }
    if (value instanceof Document document) {
      return document(document, depth);
    }
    if (value instanceof SdkBytes bytes) {
      return base64(bytes);
    }
    if (value instanceof Float number) {
      // As it was written, not as it is nearest in binary.
      return Double.valueOf(number.toString());
    }
    return value == null || value instanceof Number || value instanceof Boolean
        ? value
        : value.toString();
  }

  private static @Nullable Object document(Document document, int depth) {
    if (document.isNull() || depth > MAX_DEPTH) {
      return null;
    }
    if (document.isMap()) {
      Map<String, @Nullable Object> entries = new LinkedHashMap<>();
      document.asMap().forEach((key, value) -> entries.put(key, document(value, depth + 1)));
      return entries;
    }
    if (document.isList()) {
      List<@Nullable Object> elements = new ArrayList<>();
      document.asList().forEach(element -> elements.add(document(element, depth + 1)));
      return elements;
    }
    if (document.isNumber()) {
      String number = document.asNumber().stringValue();
      return number.matches("-?\\d{1,18}")
          ? (Object) Long.valueOf(number)
          : (Object) Double.valueOf(number);
    }
    return document.isBoolean() ? (Object) document.asBoolean() : document.asString();
  }

  /** No more than is kept; a picture can be long. */
  private static @Nullable Object base64(SdkBytes bytes) {
    GenAiConfig config = GenAiConfig.get();
    if (!config.captureContent()) {
      return null;
    }
    byte[] all = bytes.asByteArrayUnsafe();
    int kept = Math.min(all.length, config.maxContentLength() + 768);
    return Base64.getEncoder().encodeToString(kept == all.length ? all : Arrays.copyOf(all, kept));
  }

  private SdkJson() {}
}
