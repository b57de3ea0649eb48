package io.treeline.exporter.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** A condition on a model's or provider's name. */
sealed interface MatchClause {

  boolean matches(String name);

  /**
   * Reads a clause of the price list.
   *
   * @param foldCase compares in lower case: some rows spell names as a provider's documents do, not
   *     as its API does
   */
  static MatchClause of(JsonNode clause, boolean foldCase) {
    if (clause.size() != 1) {
      throw new IllegalArgumentException("a match clause has exactly one key: was " + clause);
    }
    Map.Entry<String, JsonNode> entry = clause.properties().iterator().next();
    String text = entry.getValue().asText();
    String folded = foldCase ? text.toLowerCase(Locale.ROOT) : text;
    return switch (entry.getKey()) {
      case "equals" -> new Equals(folded);
      case "starts_with" -> new StartsWith(folded);
      case "ends_with" -> new EndsWith(folded);
      case "contains" -> new Contains(folded);
      case "regex" -> new Regex(Pattern.compile(text, foldCase ? Pattern.CASE_INSENSITIVE : 0));
      case "or" -> new Or(all(entry.getValue(), foldCase));
      case "and" -> new And(all(entry.getValue(), foldCase));
      default -> throw new IllegalArgumentException("unknown match clause: " + clause);
    };
  }

  private static List<MatchClause> all(JsonNode clauses, boolean foldCase) {
    List<MatchClause> result = new ArrayList<>();
    clauses.forEach(clause -> result.add(of(clause, foldCase)));
    return result;
  }

  record Equals(String value) implements MatchClause {
    @Override
    public boolean matches(String name) {
      return name.equals(value);
    }
  }

  record StartsWith(String value) implements MatchClause {
    @Override
    public boolean matches(String name) {
      return name.startsWith(value);
    }
  }

  record EndsWith(String value) implements MatchClause {
    @Override
    public boolean matches(String name) {
      return name.endsWith(value);
    }
  }

  record Contains(String value) implements MatchClause {
    @Override
    public boolean matches(String name) {
      return name.contains(value);
    }
  }

  record Regex(Pattern pattern) implements MatchClause {
    @Override
    public boolean matches(String name) {
      return pattern.matcher(name).find();
    }
  }

  record Or(List<MatchClause> clauses) implements MatchClause {
    @Override
    public boolean matches(String name) {
      return clauses.stream().anyMatch(clause -> clause.matches(name));
    }
  }

  record And(List<MatchClause> clauses) implements MatchClause {
    @Override
    public boolean matches(String name) {
      return clauses.stream().allMatch(clause -> clause.matches(name));
    }
  }
}
