package io.treeline.exporter.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.semconv.McpAttributes;
import io.treeline.semconv.TreelineAttributes;
import java.util.Arrays;

/**
 * Which spans of a session are other views of one and the same operation, so that a view may show
 * one of them. Nothing is left out here.
 *
 * <ul>
 *   <li>A layer of a model call, see {@link UsageLayers}, is folded into the outermost one. A layer
 *       around several calls stands for none of them, and nothing is folded into it.
 *   <li>An MCP call directly inside the tool or MCP call that made it, and a tool call directly
 *       inside a tool or MCP call of the same tool, are folded into that.
 *   <li>The server's end of an MCP tool call is folded into the call.
 *   <li>ADK's {@code (merged tools)}, which sums up calls that have spans of their own, is folded
 *       into its parent.
 * </ul>
 */
public final class Folding {

  private static final String MERGED_TOOLS = "(merged tools)";

  private final int[] into;
  private final boolean[] wrapper;

  private Folding(int[] into, boolean[] wrapper) {
    this.into = into;
    this.wrapper = wrapper;
  }

  /** Finds what is folded among the spans of a session. */
  public static Folding of(SpanForest forest, UsageLayers layers) {
    int[] into = new int[forest.size()];
    boolean[] wrapper = new boolean[into.length];
    Arrays.fill(into, -1);
    for (int node = 0; node < into.length; node++) {
      wrapper[node] = isWrapper(forest.span(node));
      int parent = forest.parent(node);
      int outer = layers.outer(node);
      // A parent's number is smaller than its child's, so that chains end at the outermost.
      if (outer >= 0 && outer < node) {
        into[node] = layers.inner(outer) == 1 ? outermost(into, outer) : -1;
      } else if (isSameToolCall(forest, node) || (parent >= 0 && isMerged(forest.span(node)))) {
        into[node] = outermost(into, parent);
      } else if (isServersEnd(forest.span(node))) {
        into[node] = callAround(forest, into, node);
      }
    }
    return new Folding(into, wrapper);
  }

  /** The node that is shown in place of this one; -1 when it is shown itself. */
  public int into(int node) {
    return into[node];
  }

  /** Whether the sender says that the span only stands around others. */
  public boolean wrapper(int node) {
    return wrapper[node];
  }

  /** Whether a node is a tool call of its own. */
  static boolean isToolCall(SpanForest forest, int node) {
    OperationKind kind = forest.span(node).operation().kind();
    return isCall(kind) && !isSameToolCall(forest, node);
  }

  private static boolean isSameToolCall(SpanForest forest, int node) {
    int parent = forest.parent(node);
    Span span = forest.span(node);
    OperationKind kind = span.operation().kind();
    if (parent < 0 || !isCall(kind) || !isCall(forest.span(parent).operation().kind())) {
      return false;
    }
    String tool = span.operation().toolName();
    return kind == OperationKind.MCP
        || (tool != null && tool.equals(forest.span(parent).operation().toolName()));
  }

  private static boolean isCall(OperationKind kind) {
    return kind == OperationKind.TOOL || kind == OperationKind.MCP;
  }

  private static boolean isMerged(Span span) {
    return span.operation().kind() == OperationKind.OTHER
        && MERGED_TOOLS.equals(span.operation().toolName());
  }

  private static boolean isServersEnd(Span span) {
    JsonNode method = span.attributes().get(McpAttributes.METHOD_NAME.getKey());
    return span.operation().kind() == OperationKind.OTHER
        && method != null
        && method.asText().equals("tools/call");
  }

  /** The call on whose behalf a server works: above it, with only transport between. */
  private static int callAround(SpanForest forest, int[] into, int node) {
    int at = forest.parent(node);
    for (int step = 1; at >= 0 && step <= UsageLayers.MAX_STEPS; step++) {
      OperationKind kind = forest.span(at).operation().kind();
      if (isCall(kind)) {
        return outermost(into, at);
      }
      if (kind != OperationKind.OTHER) {
        return -1;
      }
      at = forest.parent(at);
    }
    return -1;
  }

  private static int outermost(int[] into, int node) {
    return into[node] >= 0 ? into[node] : node;
  }

  private static boolean isWrapper(Span span) {
    JsonNode value = span.attributes().get(TreelineAttributes.SPAN_WRAPPER.getKey());
    return value != null && value.asBoolean();
  }
}
