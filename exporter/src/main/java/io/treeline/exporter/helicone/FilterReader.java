package io.treeline.exporter.helicone;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.store.RequestFilter;
import io.treeline.exporter.store.RequestFilter.Field;
import io.treeline.exporter.store.RequestFilter.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads filter trees: {@code "all"}, {@code {left, operator, right}} and leaves {@code {table:
 * {column: {operator: value}}}}. Several tables, columns or operators in one leaf all have to hold.
 * What cannot be answered is refused, never left out.
 */
final class FilterReader {

  private static final int MAX_DEPTH = 64;
  private static final int MAX_TESTS = 200;

  private static final Map<String, Operator> OPERATORS =
      Map.ofEntries(
          Map.entry("equals", Operator.EQUALS),
          Map.entry("not-equals", Operator.NOT_EQUALS),
          Map.entry("like", Operator.LIKE),
          Map.entry("ilike", Operator.LIKE_ANY_CASE),
          Map.entry("contains", Operator.CONTAINS),
          Map.entry("vector-contains", Operator.CONTAINS),
          Map.entry("not-contains", Operator.NOT_CONTAINS),
          Map.entry("gt", Operator.GREATER),
          Map.entry("gte", Operator.AT_LEAST),
          Map.entry("lt", Operator.LESS),
          Map.entry("lte", Operator.AT_MOST));

  private int tests;

  private FilterReader() {}

  /** Reads a tree; one that is absent holds for everything. */
  static RequestFilter read(JsonNode filter) {
    return new FilterReader().node(filter, 0);
  }

  private RequestFilter node(JsonNode node, int depth) {
    if (depth > MAX_DEPTH) {
      throw QueryException.invalid("filter must be at most %d levels deep".formatted(MAX_DEPTH));
    }
    if (node.isMissingNode()
        || node.isNull()
        || (node.isTextual() && node.textValue().equals("all"))) {
      return RequestFilter.ALL;
    }
    if (!node.isObject()) {
      throw QueryException.invalid(
          "filter must be \"all\", a leaf or {left, operator, right}: was " + shown(node));
    }
    if (!node.has("left") && !node.has("right")) {
      return leaf(node);
    }
    List<RequestFilter> sides =
        List.of(node(node.path("left"), depth + 1), node(node.path("right"), depth + 1));
    return switch (node.path("operator").asText("")) {
      case "and" -> new RequestFilter.And(sides);
      case "or" -> new RequestFilter.Or(sides);
      default ->
          throw QueryException.invalid(
              "operator of a branch must be and or or: was " + shown(node.path("operator")));
    };
  }

  private RequestFilter leaf(JsonNode leaf) {
    List<RequestFilter> all = new ArrayList<>();
    leaf.properties()
        .forEach(
            table -> {
              FilterColumns.checkTable(table.getKey());
              if (table.getKey().equals("properties")) {
                named(all, Field.PROPERTY, table.getValue());
              } else {
                columns(all, table.getKey(), table.getValue());
              }
            });
    return new RequestFilter.And(all);
  }

  private void columns(List<RequestFilter> all, String table, JsonNode columns) {
    columns
        .properties()
        .forEach(
            column -> {
              switch (column.getKey()) {
                case "properties" -> named(all, Field.PROPERTY, column.getValue());
                case "scores" -> named(all, Field.SCORE, column.getValue());
                case "helicone-score-feedback", "rating" ->
                    tests(all, Field.SCORE, SessionQueries.FEEDBACK, column.getValue());
                // There is one organization.
                case "organization_id", "org_id" -> {}
                default ->
                    tests(
                        all, FilterColumns.field(table, column.getKey()), null, column.getValue());
              }
            });
  }

  private void named(List<RequestFilter> all, Field field, JsonNode names) {
    names
        .properties()
        .forEach(
            entry -> {
              Field special =
                  field == Field.PROPERTY ? FilterColumns.ofProperty(entry.getKey()) : null;
              tests(
                  all,
                  special == null ? field : special,
                  special == null ? entry.getKey() : null,
                  entry.getValue());
            });
  }

  private void tests(
      List<RequestFilter> all, Field field, @Nullable String name, JsonNode operators) {
    operators
        .properties()
        .forEach(operator -> all.add(test(field, name, operator.getKey(), operator.getValue())));
  }

  private RequestFilter test(Field field, @Nullable String name, String word, JsonNode value) {
    if (++tests > MAX_TESTS) {
      throw QueryException.invalid("filter must have at most %d tests".formatted(MAX_TESTS));
    }
    Operator operator = OPERATORS.get(word);
    if (operator == null) {
      throw QueryException.invalid(
          "operator must be one of %s: was \"%s\""
              .formatted(String.join(", ", OPERATORS.keySet().stream().sorted().toList()), word));
    }
    boolean unknown = value.isNull() || (value.isTextual() && value.textValue().equals("null"));
    if (unknown && (operator == Operator.EQUALS || operator == Operator.NOT_EQUALS)) {
      return new RequestFilter.Test(
          field, name, operator == Operator.EQUALS ? Operator.ABSENT : Operator.PRESENT, null);
    }
    boolean idCompared = operator == Operator.EQUALS || operator == Operator.NOT_EQUALS;
    if (!operator.takes(field) || (field == Field.SPAN && !idCompared)) {
      throw QueryException.invalid(
          "%s cannot be compared with %s".formatted(FilterColumns.described(field), word));
    }
    String text = value.asText();
    if (field == Field.MODEL && text.startsWith("tool:") && idCompared) {
      return new RequestFilter.Test(Field.TOOL, null, operator, text.substring("tool:".length()));
    }
    return new RequestFilter.Test(field, name, operator, FilterColumns.value(field, value));
  }

  static String shown(JsonNode value) {
    if (value.isMissingNode()) {
      return "absent";
    }
    String text = value.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
