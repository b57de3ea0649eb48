package io.treeline.exporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The nodes of a tree document in the order to draw, with the lines that lead to them. */
final class TreeLines {

  /**
   * One line of the drawing.
   *
   * @param lead box characters before it
   * @param node the node
   * @param parent its parent; null for a root
   * @param later the siblings after it
   */
  record Line(String lead, JsonNode node, @Nullable JsonNode parent, List<JsonNode> later) {}

  private TreeLines() {}

  /** The exporter cuts documents at a depth that recursion can take. */
  static List<Line> of(JsonNode roots) {
    List<Line> lines = new ArrayList<>();
    List<JsonNode> list = list(roots);
    for (int i = 0; i < list.size(); i++) {
      JsonNode root = list.get(i);
      lines.add(new Line("", root, null, list.subList(i + 1, list.size())));
      below(root, "", lines);
    }
    return lines;
  }

  private static void below(JsonNode parent, String indent, List<Line> lines) {
    List<JsonNode> children = list(parent.path("children"));
    for (int i = 0; i < children.size(); i++) {
      boolean last = i == children.size() - 1;
      JsonNode child = children.get(i);
      List<JsonNode> later = children.subList(i + 1, children.size());
      lines.add(new Line(indent + (last ? "└─ " : "├─ "), child, parent, later));
      below(child, indent + (last ? "   " : "│  "), lines);
    }
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> list = new ArrayList<>(array.size());
    array.forEach(list::add);
    return list;
  }
}
