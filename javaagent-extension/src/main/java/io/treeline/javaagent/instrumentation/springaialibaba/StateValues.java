package io.treeline.javaagent.instrumentation.springaialibaba;

import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** What the values of a graph's state say. Content: read only when it is captured. */
final class StateValues {

  private static final OptionalMethod TEXT = OptionalMethod.named("getText");
  private static final OptionalMethod TYPE = OptionalMethod.named("getMessageType");

  private StateValues() {}

  /**
   * As JSON values: messages as their text, other objects likewise; streams and what the library
   * keeps for itself are left out.
   */
  static Map<String, Object> plain(Map<?, ?> values) {
    Map<String, Object> plain = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          String key = String.valueOf(name);
          if (value != null && !(value instanceof Publisher<?>) && !key.startsWith("_")) {
            plain.put(key, plain(value));
          }
        });
    return plain;
  }

  /** Whether a node goes on after it has returned. */
  static boolean streams(@Nullable Object update) {
    return update instanceof Map<?, ?> values
        && values.values().stream().anyMatch(value -> value instanceof Publisher<?>);
  }

  static List<Message> messages(Map<String, Object> state) {
    List<Message> messages = new ArrayList<>();
    Object all = state.get("messages");
    for (Object message :
        all instanceof List<?> list ? list : all == null ? List.of() : List.of(all)) {
      String text = TEXT.text(message);
      if (text != null) {
        String role = String.valueOf(TYPE.text(message)).toLowerCase(Locale.ROOT);
        messages.add(Message.of(role, List.of(Part.text(text))));
      }
    }
    return messages;
  }

  static List<Message> lastAnswer(Map<String, Object> state) {
    List<Message> messages = messages(state);
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (messages.get(i).role().equals("assistant")) {
        return List.of(Message.output(messages.get(i).parts(), "stop"));
      }
    }
    return List.of();
  }

  private static Object plain(Object value) {
    if (value instanceof CharSequence || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof List<?> list) {
      List<Object> plain = new ArrayList<>();
      list.forEach(element -> plain.add(element == null ? "null" : plain(element)));
      return plain;
    }
    if (value instanceof Map<?, ?> map) {
      return plain(map);
    }
    String text = TEXT.text(value);
    return text == null ? value.toString() : text;
  }
}
