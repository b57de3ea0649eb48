package io.treeline.exporter.mcp;

import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.treeline.exporter.analysis.Outcome;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.query.QueryService;
import io.treeline.exporter.query.SessionTree;
import io.treeline.exporter.query.SpanSummary;
import io.treeline.exporter.query.TreeNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A session as a tree, one line a node. */
final class TreeTool {

  private static final int MOST = 1000;

  private TreeTool() {}

  static SyncToolSpecification getTree() {
    return Tools.tool(
        "get_tree",
        "One session as a tree, one line per node with duration, tokens, cost and what failed."
            + " by=path (default) puts spans together by place, such as /support/lookup_order:"
            + " short, good for an overview. by=span shows every call and who called it, with ids"
            + " for get_span. Use under and maxNodes to look into a part of a large session.",
        new Schemas()
            .need("sessionId", "from list_sessions")
            .choice("by", "default path", "path", "span")
            .text("under", "only this node and what is below: its id, a path or traceId:spanId")
            .number("maxDepth", "levels, default all", MOST)
            .number("maxNodes", "nodes, default 200", MOST),
        TreeTool::tree);
  }

  private static Answer tree(QueryService query, Arguments arguments) {
    String by = arguments.text("by");
    SessionTree tree =
        query.tree(arguments.required("sessionId"), SessionTree.By.of(by == null ? "path" : by));
    int maxDepth = arguments.number("maxDepth", MOST, MOST);
    int maxNodes = arguments.number("maxNodes", 200, MOST);
    List<TreeNode> nodes = under(tree.nodes(), arguments.text("under"));
    int base = nodes.isEmpty() ? 0 : nodes.get(0).depth();
    StringBuilder text = new StringBuilder(SessionTools.line(tree.summary())).append('\n');
    List<Map<String, Object>> shown = new ArrayList<>();
    int left = 0;
    for (TreeNode node : nodes) {
      int depth = node.depth() - base;
      String line = "  ".repeat(Math.min(depth, 40)) + line(node) + "\n";
      boolean fits = text.length() + line.length() < Answer.MOST - 200;
      if (depth >= maxDepth || shown.size() >= maxNodes || !fits) {
        left++;
        continue;
      }
      text.append(line);
      shown.add(data(node, depth));
    }
    if (left > 0) {
      text.append(
          "… %d of %d nodes not shown: use under, maxDepth or maxNodes\n"
              .formatted(left, nodes.size()));
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("session", Shown.session(tree.summary()));
    data.put("nodes", shown);
    data.put("omittedNodes", left);
    return new Answer(text.toString(), data);
  }

  /** A node and its descendants, which follow it. */
  private static List<TreeNode> under(
      List<TreeNode> nodes, @org.jspecify.annotations.Nullable String id) {
    if (id == null) {
      return nodes;
    }
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).id().equals(id)) {
        int end = i + 1;
        while (end < nodes.size() && nodes.get(end).depth() > nodes.get(i).depth()) {
          end++;
        }
        return nodes.subList(i, end);
      }
    }
    throw io.treeline.exporter.query.QueryException.invalid(
        "under must be the id of a node of this tree, a path with by=path or traceId:spanId with"
            + " by=span: was \"%s\"".formatted(id));
  }

  private static String line(TreeNode node) {
    StringBuilder line = new StringBuilder(Answer.brief(node.label(), 120));
    SpanSummary summary = node.span();
    if (summary == null) {
      line.append("  ").append(node.subtree().spans()).append(" spans");
    } else {
      line.append("  [").append(node.id()).append("] ");
      line.append(summary.span().operation().kind().name().toLowerCase(Locale.ROOT));
    }
    line.append("  ").append(Shown.millis(node.subtree().durationNanos()));
    String tokens = Shown.tokens(node.subtree().tokens());
    line.append(tokens.isEmpty() ? "" : "  " + tokens);
    line.append(node.subtree().costUsd() == null ? "" : "  " + Shown.usd(node.subtree().costUsd()));
    if (summary != null) {
      outcome(line, summary);
    } else if (node.subtree().errors() > 0) {
      line.append("  ").append(node.subtree().errors()).append(" errors");
    }
    return line.toString();
  }

  private static void outcome(StringBuilder line, SpanSummary summary) {
    Outcome outcome = summary.standing().outcome();
    if (outcome != Outcome.OK) {
      line.append("  ").append(outcome.name()).append(':');
      Span span = summary.span();
      String why = span.statusMessage() != null ? span.statusMessage() : span.errorType();
      line.append(why == null ? "" : " " + Answer.brief(why, 160));
    }
    if (summary.decision() != null && !summary.decision().chosen().isEmpty()) {
      line.append("  chose ").append(String.join(", ", summary.decision().chosen()));
    }
  }

  private static Map<String, Object> data(TreeNode node, int depth) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", node.id());
    data.put("depth", depth);
    data.put("label", node.label());
    data.put("spans", node.subtree().spans());
    data.put("errors", node.subtree().errors());
    data.put("durationMillis", node.subtree().durationNanos() / 1e6);
    Shown.put(data, "inputTokens", node.subtree().tokens().input());
    Shown.put(data, "outputTokens", node.subtree().tokens().output());
    java.math.BigDecimal usd = node.subtree().costUsd();
    Shown.put(data, "costUsd", usd == null ? null : usd.toPlainString());
    SpanSummary span = node.span();
    if (span != null) {
      data.put("outcome", span.standing().outcome().name().toLowerCase(Locale.ROOT));
    }
    return data;
  }
}
