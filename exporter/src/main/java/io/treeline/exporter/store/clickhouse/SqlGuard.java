package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.store.SqlRefusedException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a statement as the engine itself parsed it, and lets through what is known to be
 * harmless: one SELECT over the views, with functions that only compute. Whatever is not known is
 * refused. The tree comes as lines, one for each node, indented by its depth.
 */
final class SqlGuard {

  private static final Set<String> NODES =
      Set.of(
          "SelectWithUnionQuery",
          "SelectIntersectExceptQuery",
          "SelectQuery",
          "Subquery",
          "ExpressionList",
          "TablesInSelectQuery",
          "TablesInSelectQueryElement",
          "TableExpression",
          "TableJoin",
          "ArrayJoin",
          "TableIdentifier",
          "Identifier",
          "Function",
          "Literal",
          "Asterisk",
          "QualifiedAsterisk",
          "ColumnsTransformerList",
          "ColumnsExceptTransformer",
          "OrderByElement",
          "WithElement",
          "WindowDefinition",
          "WindowListElement");

  private static final Pattern LINE = Pattern.compile("( *)([A-Za-z]+)(?: (.*))?");
  private static final Pattern NAME = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?: \\(.*)?");
  private static final Pattern EXPRESSION_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
  private static final Set<String> MEMBERSHIP =
      Set.of("in", "notin", "nullin", "notnullin", "globalin", "globalnotin");
  private static final Set<String> CASTS = Set.of("cast", "accuratecast", "accuratecastornull");

  private final Set<String> taken;
  private final Set<String> expressions = new HashSet<>();
  private final Set<String> views = new TreeSet<>();

  /** A node; of the tree, how deep it lies. */
  private record Node(int depth, String kind, String rest) {}

  /**
   * @param taken names of the tables that a name alone could mean, in lower case
   */
  SqlGuard(Set<String> taken) {
    this.taken = taken;
  }

  /** The views that the statement reads, once it was checked. */
  Set<String> views() {
    return views;
  }

  /**
   * Checks a statement.
   *
   * @param text as the engine writes it
   * @param tree of that text
   * @throws SqlRefusedException when something in it is not known to be harmless
   */
  void check(String text, List<String> tree) {
    List<String> words = SqlWords.of(text);
    for (int i = 0; i + 3 < words.size(); i++) {
      if (words.get(i + 1).equals("AS")
          && words.get(i + 2).equals("(")
          && Set.of("SELECT", "WITH", "(").contains(words.get(i + 3))) {
        addExpression(words.get(i));
      }
    }
    List<Node> nodes = tree.stream().filter(line -> !line.isBlank()).map(SqlGuard::node).toList();
    if (nodes.isEmpty() || !nodes.get(0).kind().equals("SelectWithUnionQuery")) {
      throw new SqlRefusedException(
          "only one SELECT statement can be asked, nothing that writes or sets");
    }
    for (int i = 0; i < nodes.size(); i++) {
      check(nodes, i);
    }
  }

  private void addExpression(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    // Elsewhere in the statement the same name could mean a table.
    if (!EXPRESSION_NAME.matcher(name).matches()
        || taken.contains(lower)
        || SqlViews.names().contains(lower)) {
      throw new SqlRefusedException(
          "a table expression cannot be called \"%s\": choose another name".formatted(name));
    }
    expressions.add(name);
  }

  private static Node node(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches() || !NODES.contains(matcher.group(2))) {
      throw new SqlRefusedException(
          "%s is not allowed here: see docs/sql.md".formatted(kindOf(line)));
    }
    return new Node(
        matcher.group(1).length(),
        matcher.group(2),
        matcher.group(3) == null ? "" : matcher.group(3));
  }

  private static String kindOf(String line) {
    String stripped = line.strip();
    int end = stripped.indexOf(' ');
    return switch (end < 0 ? stripped : stripped.substring(0, end)) {
      case "Set" -> "SETTINGS";
      case "SampleRatio" -> "SAMPLE";
      default -> end < 0 ? stripped : stripped.substring(0, end);
    };
  }

  private void check(List<Node> nodes, int at) {
    Node node = nodes.get(at);
    switch (node.kind()) {
      case "Function" -> {
        String name = name(node);
        if (!SqlFunctions.has(name)) {
          throw new SqlRefusedException(
              "function %s is not allowed: see docs/sql.md for those that are".formatted(name));
        }
        checkSecondArgument(nodes, at, name.toLowerCase(Locale.ROOT));
      }
      case "TableIdentifier" -> {
        String name = name(node);
        if (SqlViews.names().contains(name)) {
          views.add(name);
        } else if (!expressions.contains(name)) {
          throw new SqlRefusedException(
              "there is no view \"%s\": there are %s"
                  .formatted(node.rest(), new TreeSet<>(SqlViews.names())));
        }
      }
      case "Literal" -> {
        // A state of an aggregate function made of bytes that somebody chose.
        if (node.rest().toLowerCase(Locale.ROOT).contains("aggregatefunction")) {
          throw new SqlRefusedException("states of aggregate functions are not allowed");
        }
      }
      default -> {}
    }
  }

  private static void checkSecondArgument(List<Node> nodes, int at, String function) {
    boolean membership = MEMBERSHIP.contains(function);
    boolean cast = CASTS.contains(function);
    Node second = membership || cast ? secondArgument(nodes, at) : null;
    // A name alone behind IN means a table.
    if (second != null && membership && second.kind().endsWith("Identifier")) {
      throw new SqlRefusedException(
          "IN needs a list of values or a SELECT in parentheses, not the name \"%s\""
              .formatted(second.rest()));
    }
    // Else the type could be put together from parts.
    if (second != null && cast && !second.kind().equals("Literal")) {
      throw new SqlRefusedException("the type of a CAST must be a name");
    }
  }

  private static @Nullable Node secondArgument(List<Node> nodes, int at) {
    int depth = nodes.get(at).depth();
    int arguments = 0;
    for (int i = at + 1; i < nodes.size() && nodes.get(i).depth() > depth; i++) {
      if (nodes.get(i).depth() == depth + 2 && ++arguments == 2) {
        return nodes.get(i);
      }
    }
    return null;
  }

  private static String name(Node node) {
    Matcher matcher = NAME.matcher(node.rest());
    return matcher.matches() ? matcher.group(1) : node.rest();
  }
}
