package io.treeline.exporter.query;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions, as people and programs write it; not checked yet. One language for lists,
 * aggregates, searches and exports; docs/api.md says what each value means.
 *
 * @param values by name, one of {@link #NAMES}; only {@code property} may have several
 */
public record FilterRequest(Map<String, List<String>> values) {

  /** What can be asked for, in the order to show. */
  public static final List<String> NAMES =
      List.of(
          "from",
          "to",
          "name",
          "user",
          "status",
          "property",
          "q",
          "service",
          "provider",
          "model",
          "tool",
          "agent",
          "operation",
          "minCost",
          "maxCost",
          "minDurationMillis",
          "maxDurationMillis",
          "minErrors",
          "maxErrors",
          "content",
          "path");

  /** Every session. */
  public static final FilterRequest ALL = new FilterRequest(Map.of());

  public FilterRequest {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    for (String name : NAMES) {
      List<String> given = values.getOrDefault(name, List.of());
      if (!given.isEmpty()) {
        copy.put(name, List.copyOf(given));
      }
    }
    if (copy.size() < values.values().stream().filter(given -> !given.isEmpty()).count()) {
      throw QueryException.invalid(
          "a filter must be one of %s: had %s".formatted(NAMES, values.keySet()));
    }
    values = java.util.Collections.unmodifiableMap(copy);
  }

  /** These and one more; null or nothing adds none. */
  public FilterRequest with(String name, @Nullable String value) {
    return value == null ? this : with(name, List.of(value));
  }

  /** These and some more. */
  public FilterRequest with(String name, Collection<String> more) {
    if (more.isEmpty()) {
      return this;
    }
    Map<String, List<String>> copy = new LinkedHashMap<>(values);
    copy.merge(
        name,
        List.copyOf(more),
        (one, other) -> java.util.stream.Stream.concat(one.stream(), other.stream()).toList());
    return new FilterRequest(copy);
  }

  /** The value; null when absent. */
  @Nullable String one(String name) {
    List<String> given = values.getOrDefault(name, List.of());
    if (given.size() > 1) {
      throw QueryException.invalid(
          "%s must be given once: was given %d times".formatted(name, given.size()));
    }
    return given.isEmpty() ? null : given.get(0);
  }

  /** All values; empty when absent. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Equal for requests that choose the same. */
  String fingerprint() {
    StringBuilder out = new StringBuilder();
    values.forEach((name, given) -> out.append(name).append(given.stream().sorted().toList()));
    return out.toString();
  }
}
