package io.treeline.exporter.mcp;

import io.treeline.exporter.query.FilterRequest;
import io.treeline.exporter.query.QueryException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an agent passed to a tool; every message says what was expected. */
final class Arguments {

  private final Map<String, Object> values;

  private Arguments(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * Arguments of a tool.
   *
   * @param known those the tool has
   * @throws QueryException INVALID_ARGUMENT for any other
   */
  static Arguments of(@Nullable Map<String, Object> given, Collection<String> known) {
    Map<String, Object> values = given == null ? Map.of() : given;
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw QueryException.invalid(
            "unknown argument \"%s\"; this tool has %s"
                .formatted(name, String.join(", ", new TreeSet<>(known))));
      }
    }
    return new Arguments(values);
  }

  /** As text; numbers and truths too. Null when absent. */
  @Nullable String text(String name) {
    Object value = values.get(name);
    if (value == null || value instanceof String || value instanceof Number) {
      return value == null ? null : value.toString();
    }
    if (value instanceof Boolean) {
      return value.toString();
    }
    throw QueryException.invalid("%s must be text or a number: was %s".formatted(name, value));
  }

  String required(String name) {
    String text = text(name);
    if (text == null || text.isBlank()) {
      throw QueryException.invalid(name + " is needed");
    }
    return text;
  }

  /** A whole number within bounds. */
  int number(String name, int absent, int most) {
    String text = text(name);
    if (text == null) {
      return absent;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message.
    }
    throw QueryException.invalid(
        "%s must be a whole number of 1 to %d: was \"%s\"".formatted(name, most, text));
  }

  FilterRequest filter() {
    FilterRequest filter = FilterRequest.ALL;
    for (String name : FilterRequest.NAMES) {
      filter = filter.with(name, all(name));
    }
    return filter;
  }

  private List<String> all(String name) {
    Object value = values.get(name);
    if (value instanceof Collection<?> several) {
      List<String> texts = new ArrayList<>();
      several.forEach(one -> texts.add(String.valueOf(one)));
      return texts;
    }
    String one = text(name);
    return one == null ? List.of() : List.of(one);
  }
}
