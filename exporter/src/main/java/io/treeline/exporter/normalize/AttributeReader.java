package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the attributes of one span, whatever types its sender used: Micrometer sends every value as
 * text, others send JSON text where values are structured. Every method takes keys in order of
 * precedence; null means absent under all of them.
 */
final class AttributeReader {

  /** More of anything in one call is a mistake, and sums of it would overflow. */
  private static final BigDecimal MAX_COUNT = BigDecimal.valueOf(1_000_000_000_000L);

  private final Map<String, JsonNode> values;
  private final Map<String, JsonNode> left;
  // One bit for each key. A span has some twenty keys and is asked for hundreds.
  private final long[] marks = new long[4];

  AttributeReader(Map<String, JsonNode> values) {
    this.values = values;
    this.left = new HashMap<>(values);
    for (String key : values.keySet()) {
      marks[word(key)] |= bit(key);
    }
  }

  private static int word(String key) {
    return (key.hashCode() >>> 6) & 3;
  }

  private static long bit(String key) {
    return 1L << key.hashCode();
  }

  private @Nullable JsonNode value(String key) {
    return (marks[word(key)] & bit(key)) == 0 ? null : values.get(key);
  }

  /** All attributes, as sent. */
  Map<String, JsonNode> all() {
    return values;
  }

  /** Those whose text no dialect moved into the content. */
  Map<String, JsonNode> left() {
    return left;
  }

  boolean has(String key) {
    return value(key) != null;
  }

  /** Whether any key begins so. */
  boolean hasAnyBelow(String prefix) {
    for (String key : values.keySet()) {
      if (key.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** Text that is not empty; a number or boolean as text; the first element of an array. */
  @Nullable String text(String... keys) {
    for (String key : keys) {
      String text = textOf(value(key));
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** As {@link #text}, and the placeholders some senders use for absent are absent. */
  @Nullable String fact(String... keys) {
    for (String key : keys) {
      String text = textOf(value(key));
      if (text != null && !text.equals("none") && !text.equals("<not specified>")) {
        return text;
      }
    }
    return null;
  }

  /** A whole number that is not negative and not absurd. */
  @Nullable Long count(String... keys) {
    for (String key : keys) {
      Long count = countOf(value(key));
      if (count != null) {
        return count;
      }
    }
    return null;
  }

  /** As {@link #count}, of the fields of a value; null when it is no object. */
  static @Nullable Long countIn(@Nullable JsonNode object, String... names) {
    for (String name : names) {
      Long count = object == null ? null : countOf(object.get(name));
      if (count != null) {
        return count;
      }
    }
    return null;
  }

  /** As {@link #count}, of a value that stands inside another. */
  static @Nullable Long countOf(@Nullable JsonNode value) {
    BigDecimal number = numberOf(value);
    // 1.5 tokens is no count; better absent than rounded.
    return number != null
            && number.signum() >= 0
            && number.compareTo(MAX_COUNT) <= 0
            && number.stripTrailingZeros().scale() <= 0
        ? (Long) number.longValueExact()
        : null;
  }

  @Nullable BigDecimal number(String... keys) {
    for (String key : keys) {
      BigDecimal number = numberOf(value(key));
      if (number != null) {
        return number;
      }
    }
    return null;
  }

  boolean isTrue(String key) {
    JsonNode value = value(key);
    return value != null
        && (value.isTextual() ? "true".equals(value.textValue()) : value.asBoolean());
  }

  /** An array of text, JSON text of one, comma-separated text or a single value. */
  List<String> list(String... keys) {
    for (String key : keys) {
      JsonNode value = value(key);
      if (value != null) {
        List<String> list = listOf(value);
        if (!list.isEmpty()) {
          return list;
        }
      }
    }
    return List.of();
  }

  /**
   * Takes the value as JSON text and out of {@link #left}. An empty array is a value, as its JSON
   * text is: a tool that answered with it was asked and found nothing.
   */
  @Nullable String content(String... keys) {
    for (String key : keys) {
      JsonNode value = value(key);
      if (value != null && (value.isArray() || textOf(value) != null)) {
        left.remove(key);
        return JsonText.of(value);
      }
    }
    return null;
  }

  /** Takes a key whose value was moved into the content in another form. */
  void take(String key) {
    left.remove(key);
  }

  private static @Nullable String textOf(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return null;
    }
    if (value.isArray()) {
      return value.isEmpty() ? null : value.size() == 1 ? textOf(value.get(0)) : value.toString();
    }
    String text = value.isValueNode() ? value.asText() : value.toString();
    return text.isEmpty() ? null : text;
  }

  private static @Nullable BigDecimal numberOf(@Nullable JsonNode value) {
    if (value == null) {
      return null;
    }
    if (value.isIntegralNumber()) {
      return value.decimalValue();
    }
    if (value.isNumber() && !Double.isFinite(value.doubleValue())) {
      return null;
    }
    if (value.isNumber() || value.isTextual()) {
      String text = value.asText().strip();
      if (text.isEmpty() || text.length() > 40) {
        return null;
      }
      try {
        BigDecimal number = new BigDecimal(text);
        // Bounds the work that "1e999999999" would cause.
        return Math.abs(number.scale()) > 40 ? null : number;
      } catch (NumberFormatException notANumber) {
        return null;
      }
    }
    return null;
  }

  private static List<String> listOf(JsonNode value) {
    JsonNode array = value;
    if (value.isTextual()) {
      String text = value.textValue().strip();
      JsonNode parsed = text.startsWith("[") ? JsonText.parse(text) : null;
      if (parsed == null) {
        return splitAtCommas(text);
      }
      array = parsed;
    }
    List<String> result = new ArrayList<>();
    if (array.isArray()) {
      for (JsonNode element : array) {
        String text = textOf(element);
        if (text != null && !text.equals("none")) {
          result.add(text);
        }
      }
    } else {
      String text = textOf(array);
      if (text != null) {
        result.add(text);
      }
    }
    return result;
  }

  private static List<String> splitAtCommas(String text) {
    List<String> result = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String stripped = part.strip();
      if (!stripped.isEmpty() && !stripped.equals("none")) {
        result.add(stripped);
      }
    }
    return result;
  }
}
