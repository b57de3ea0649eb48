package io.treeline.exporter.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A condition on a model's or provider's name. */
sealed interface MatchClause {

  /**
   * The part of the clause by which a name matches, such as {@code starts_with "gpt-4o-"}; null
   * when it does not match.
   */
  @Nullable String matched(String name);

  default boolean matches(String name) {
    return matched(name) != null;
  }

  /**
   * Reads a clause of the price list.
   *
   * @param foldCase compares in lower case: some rows spell names as a provider's documents do, not
   *     as its API does
   * @throws IllegalArgumentException when it is none; the message says what was expected
   */
  static MatchClause of(JsonNode clause, boolean foldCase) {
    if (!clause.isObject() || clause.size() != 1) {
      throw new IllegalArgumentException(
          "a match clause is an object with one of equals, starts_with, ends_with, contains, regex,"
              + " or, and: was "
              + clause);
    }
    Map.Entry<String, JsonNode> entry = clause.properties().iterator().next();
    String kind = entry.getKey();
    if (kind.equals("or") || kind.equals("and")) {
      List<MatchClause> parts = all(entry.getValue(), foldCase);
      return kind.equals("or") ? new Or(parts) : new And(parts);
    }
    if (!entry.getValue().isTextual()) {
      throw new IllegalArgumentException("%s takes a text: was %s".formatted(kind, clause));
    }
    String text = entry.getValue().textValue();
    String folded = foldCase ? text.toLowerCase(Locale.ROOT) : text;
    return switch (kind) {
      case "equals" -> new Equals(folded);
      case "starts_with" -> new StartsWith(folded);
      case "ends_with" -> new EndsWith(folded);
      case "contains" -> new Contains(folded);
      case "regex" -> new Regex(pattern(text, foldCase));
      default ->
          throw new IllegalArgumentException(
              "unknown match clause %s: known are equals, starts_with, ends_with, contains, regex,"
                      .formatted(kind)
                  + " or, and");
    };
  }

  private static Pattern pattern(String text, boolean foldCase) {
    try {
      return Pattern.compile(text, foldCase ? Pattern.CASE_INSENSITIVE : 0);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("%s is no regular expression: %s".formatted(text, e));
    }
  }

  private static List<MatchClause> all(JsonNode clauses, boolean foldCase) {
    if (!clauses.isArray() || clauses.isEmpty()) {
      throw new IllegalArgumentException("or and and take a list of clauses: was " + clauses);
    }
    List<MatchClause> result = new ArrayList<>();
    clauses.forEach(clause -> result.add(of(clause, foldCase)));
    return List.copyOf(result);
  }

  record Equals(String value) implements MatchClause {
    @Override
    public @Nullable String matched(String name) {
      return name.equals(value) ? "equals \"" + value + "\"" : null;
    }
  }

  record StartsWith(String value) implements MatchClause {
    @Override
    public @Nullable String matched(String name) {
      return name.startsWith(value) ? "starts_with \"" + value + "\"" : null;
    }
  }

  record EndsWith(String value) implements MatchClause {
    @Override
    public @Nullable String matched(String name) {
      return name.endsWith(value) ? "ends_with \"" + value + "\"" : null;
    }
  }

  record Contains(String value) implements MatchClause {
    @Override
    public @Nullable String matched(String name) {
      return name.contains(value) ? "contains \"" + value + "\"" : null;
    }
  }

  record Regex(Pattern pattern) implements MatchClause {
    @Override
    public @Nullable String matched(String name) {
      return pattern.matcher(name).find() ? "regex \"" + pattern + "\"" : null;
    }
  }

  record Or(List<MatchClause> clauses) implements MatchClause {
    @Override
    public @Nullable String matched(String name) {
      for (MatchClause clause : clauses) {
        String matched = clause.matched(name);
        if (matched != null) {
          return matched;
        }
      }
      return null;
    }
  }

  record And(List<MatchClause> clauses) implements MatchClause {
    @Override
    public @Nullable String matched(String name) {
      return clauses.stream().allMatch(clause -> clause.matches(name))
          ? clauses.stream()
              .map(clause -> String.valueOf(clause.matched(name)))
              .collect(Collectors.joining(" and "))
          : null;
    }
  }
}
