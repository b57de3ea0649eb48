package io.treeline.api;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON: just enough for arguments and results, without a dependency.
 *
 * <p>Bounded: below {@link #MAX_DEPTH} a value is written as its text, after {@link #MAX_LENGTH}
 * characters the rest is left out; so a value that contains itself comes to an end.
 */
final class JsonText {

  private static final int MAX_DEPTH = 16;
  private static final int MAX_LENGTH = 1_000_000;
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder();

  /** Text stays as it is, JSON or not; everything else becomes JSON. */
  static String of(@Nullable Object value) {
    if (value instanceof CharSequence text) {
      return text.toString();
    }
    JsonText json = new JsonText();
    json.write(value, 0);
    return json.out.toString();
  }

  private void write(@Nullable Object value, int depth) {
    if (value == null || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof Number number) {
      writeNumber(number);
    } else if (value instanceof Optional<?> optional) {
      write(optional.orElse(null), depth);
    } else if (depth >= MAX_DEPTH || out.length() > MAX_LENGTH) {
      writeText("…");
    } else if (value instanceof Map<?, ?> map) {
      writeMap(map, depth);
    } else if (value instanceof Collection<?> items) {
      writeItems(items, depth);
    } else if (value.getClass().isArray()) {
      writeArray(value, depth);
    } else if (value instanceof Record structure) {
      writeRecord(structure, depth);
    } else {
      writeText(textOf(value));
    }
  }

  private void writeNumber(Number number) {
    double asDouble = number.doubleValue();
    // JSON has no such numbers.
    if (Double.isNaN(asDouble) || (Double.isInfinite(asDouble) && isFloating(number))) {
      writeText(number.toString());
    } else {
      out.append(number);
    }
  }

  private static boolean isFloating(Number number) {
    return number instanceof Double || number instanceof Float;
  }

  private void writeMap(Map<?, ?> map, int depth) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (out.length() > MAX_LENGTH) {
        break;
      }
      first = separate(first);
      writeMember(String.valueOf(entry.getKey()), entry.getValue(), depth);
    }
    out.append('}');
  }

  private void writeItems(Collection<?> items, int depth) {
    out.append('[');
    boolean first = true;
    for (Object item : items) {
      if (out.length() > MAX_LENGTH) {
        break;
      }
      first = separate(first);
      write(item, depth + 1);
    }
    out.append(']');
  }

  private void writeArray(Object array, int depth) {
    out.append('[');
    boolean first = true;
    for (int i = 0; i < Array.getLength(array) && out.length() <= MAX_LENGTH; i++) {
      first = separate(first);
      write(Array.get(array, i), depth + 1);
    }
    out.append(']');
  }

  private void writeRecord(Record structure, int depth) {
    out.append('{');
    boolean first = true;
    for (RecordComponent component : structure.getClass().getRecordComponents()) {
      first = separate(first);
      writeMember(component.getName(), valueOf(component, structure), depth);
    }
    out.append('}');
  }

  private static @Nullable Object valueOf(RecordComponent component, Record structure) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(structure);
    } catch (ReflectiveOperationException | RuntimeException e) {
      Quiet.failed("reading " + component, e);
      return "?";
    }
  }

  private void writeMember(String name, @Nullable Object value, int depth) {
    writeText(name);
    out.append(':');
    write(value, depth + 1);
  }

  /** False, for the next. */
  private boolean separate(boolean first) {
    if (!first) {
      out.append(',');
    }
    return false;
  }

  private static String textOf(Object value) {
    try {
      return String.valueOf(value);
    } catch (RuntimeException e) {
      Quiet.failed("toString of " + value.getClass().getName(), e);
      return value.getClass().getName();
    }
  }

  private void writeText(String text) {
    out.append('"');
    int end = Math.min(text.length(), Math.max(0, MAX_LENGTH - out.length()) + 1);
    for (int i = 0; i < end; i++) {
      writeCharacter(text.charAt(i));
    }
    out.append('"');
  }

  private void writeCharacter(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c < ' ') {
          out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        } else {
          out.append(c);
        }
      }
    }
  }

  private JsonText() {}
}
