package io.treeline.exporter.query;

import java.util.List;

/**
 * One session as a tree.
 *
 * @param summary the session's numbers
 * @param by which tree
 * @param nodes each node before its children; {@link TreeNode#depth()} tells where a subtree ends.
 *     Flat, because calls can be nested thousands deep
 */
public record SessionTree(SessionSummary summary, By by, List<TreeNode> nodes) {

  /** Which tree. */
  public enum By {
    /** Who called whom. */
    SPAN,
    /** Places in the path tree. */
    PATH;

    /**
     * Reads {@code span} or {@code path}.
     *
     * @throws QueryException INVALID_ARGUMENT
     */
    public static By of(String text) {
      return switch (text) {
        case "span" -> SPAN;
        case "path" -> PATH;
        default ->
            throw QueryException.invalid("by must be span or path: was \"%s\"".formatted(text));
      };
    }
  }

  public SessionTree {
    nodes = List.copyOf(nodes);
  }
}
