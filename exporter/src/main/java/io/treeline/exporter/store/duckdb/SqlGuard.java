package io.treeline.exporter.store.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.treeline.exporter.store.SqlRefusedException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Looks at a statement as the engine itself parsed it, and lets through what is known to be
 * harmless: one SELECT over the views, with functions that only compute. Whatever is not known is
 * refused. Names of views are replaced by those of the expressions that stand for them.
 */
final class SqlGuard {

  private static final int MAX_DEPTH = 400;

  private static final Set<String> CLASSES =
      Set.of(
          "AGGREGATE",
          "BETWEEN",
          "CASE",
          "CAST",
          "COLLATE",
          "COLUMN_REF",
          "COMPARISON",
          "CONJUNCTION",
          "CONSTANT",
          "DEFAULT",
          "FUNCTION",
          "LAMBDA",
          "LAMBDA_REF",
          "OPERATOR",
          "POSITIONAL_REFERENCE",
          "STAR",
          "SUBQUERY",
          "TYPE",
          "WINDOW");

  private static final Set<String> NODES =
      Set.of(
          "SELECT_NODE",
          "SET_OPERATION_NODE",
          "RECURSIVE_CTE_NODE",
          "CTE_NODE",
          "BASE_TABLE",
          "SUBQUERY",
          "JOIN",
          "TABLE_FUNCTION",
          "EMPTY",
          "EXPRESSION_LIST",
          "ORDER_MODIFIER",
          "LIMIT_MODIFIER",
          "LIMIT_PERCENT_MODIFIER",
          "DISTINCT_MODIFIER",
          "ORDER_DEFAULT",
          "ASCENDING",
          "DESCENDING",
          "ORDER_ASCENDING",
          "ORDER_DESCENDING");

  private static final Set<String> TABLE_FUNCTIONS = Set.of("unnest", "range", "generate_series");

  private static final Pattern CTE_NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
  private static final Pattern RESERVED =
      Pattern.compile("(duckdb_|pg_|sqlite_|pragma_|information_|treeline_|temp_).*");

  private final Set<String> taken;
  private final Set<String> expressions = new HashSet<>();
  private final Set<String> views = new TreeSet<>();

  /**
   * @param taken names of all tables and views of the engine, in lower case
   */
  SqlGuard(Set<String> taken) {
    this.taken = taken;
  }

  /** The views that the statement reads, once it was checked. */
  Set<String> views() {
    return views;
  }

  /**
   * Checks a statement and replaces the names of views in it.
   *
   * @param parsed what the engine made of the text
   * @throws SqlRefusedException when something in it is not known to be harmless
   */
  void check(JsonNode parsed) {
    if (parsed.path("error").asBoolean(true)) {
      String message = parsed.path("error_message").asText("no statement");
      throw new SqlRefusedException(
          message.startsWith("Only SELECT")
              ? "only one SELECT statement can be asked, nothing that writes or sets"
              : message);
    }
    JsonNode statements = parsed.path("statements");
    if (statements.size() != 1) {
      throw new SqlRefusedException(
          "one SELECT statement can be asked at a time: had " + statements.size());
    }
    collectExpressions(parsed, 0);
    walk(parsed, 0);
  }

  private void collectExpressions(JsonNode node, int depth) {
    if (depth > MAX_DEPTH) {
      throw new SqlRefusedException("the statement is nested too deep");
    }
    for (JsonNode entry : node.path("cte_map").path("map")) {
      addExpression(entry.path("key").asText());
    }
    if (node.has("cte_name")) {
      addExpression(node.get("cte_name").asText());
    }
    for (JsonNode child : node) {
      collectExpressions(child, depth + 1);
    }
  }

  private void addExpression(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    // Elsewhere in the statement the same name could mean a table.
    if (!CTE_NAME.matcher(lower).matches()
        || RESERVED.matcher(lower).matches()
        || taken.contains(lower)
        || SqlViews.names().contains(lower)) {
      throw new SqlRefusedException(
          "a table expression cannot be called \"%s\": choose another name".formatted(name));
    }
    expressions.add(lower);
  }

  private void walk(JsonNode node, int depth) {
    if (depth > MAX_DEPTH) {
      throw new SqlRefusedException("the statement is nested too deep");
    }
    if (node instanceof ObjectNode object) {
      if (isHarmlessLeaf(object)) {
        return;
      }
      checkKind(object);
      if (object.path("type").asText("").equals("TABLE_FUNCTION")) {
        checkFunction(object.path("function"), true);
        walkParts(object.path("function"), depth + 1);
        object.properties().stream()
            .filter(part -> !part.getKey().equals("function"))
            .forEach(part -> walk(part.getValue(), depth + 1));
        return;
      }
    }
    walkParts(node, depth);
  }

  private void walkParts(JsonNode node, int depth) {
    for (JsonNode child : node) {
      walk(child, depth + 1);
    }
  }

  private void checkKind(ObjectNode node) {
    JsonNode kind = node.get("class");
    String type = node.path("type").asText("");
    if (kind != null) {
      if (!CLASSES.contains(kind.asText())) {
        throw refused(kind.asText().toLowerCase(Locale.ROOT));
      }
    } else if (node.has("type") && !NODES.contains(type)) {
      throw refused(type.toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    if (node.has("function_name")) {
      checkFunction(node, false);
    }
    if (node.has("table_name")) {
      checkTable(node, type);
    }
  }

  private static void checkFunction(JsonNode function, boolean table) {
    String name = function.path("function_name").asText("").toLowerCase(Locale.ROOT);
    boolean plain =
        function.path("schema").asText("").isEmpty()
            && function.path("catalog").asText("").isEmpty()
            && function.path("qualified_name").path("path").size() <= 1;
    boolean known =
        TABLE_FUNCTIONS.contains(name) ? table || name.equals("unnest") : SqlFunctions.has(name);
    if (!plain || !known || (table && !TABLE_FUNCTIONS.contains(name))) {
      throw new SqlRefusedException(
          "function %s is not allowed: see docs/sql.md for those that are".formatted(name));
    }
  }

  private void checkTable(ObjectNode node, String type) {
    String name = node.get("table_name").asText().toLowerCase(Locale.ROOT);
    boolean plain =
        type.equals("BASE_TABLE")
            && node.path("schema_name").asText("").isEmpty()
            && node.path("catalog_name").asText("").isEmpty()
            && node.path("qualified_name").path("path").size() <= 1
            && node.path("at_clause").isNull();
    if (plain && expressions.contains(name)) {
      return;
    }
    if (!plain || !SqlViews.names().contains(name)) {
      throw new SqlRefusedException(
          "there is no view \"%s\": there are %s"
              .formatted(node.get("table_name").asText(), new TreeSet<>(SqlViews.names())));
    }
    views.add(name);
    if (node.path("alias").asText("").isEmpty()) {
      node.put("alias", name);
    }
    node.put("table_name", SqlViews.PREFIX + name);
    JsonNode path = node.path("qualified_name").path("path");
    if (path instanceof ArrayNode names && names.size() == 1) {
      names.set(0, SqlViews.PREFIX + name);
    }
  }

  /** Constants and types hold nothing that runs. */
  private static boolean isHarmlessLeaf(ObjectNode node) {
    return node.path("class").asText("").equals("CONSTANT") || node.has("type_info");
  }

  private static SqlRefusedException refused(String what) {
    return new SqlRefusedException("%s is not allowed here: see docs/sql.md".formatted(what));
  }
}
