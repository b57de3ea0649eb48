package io.treeline.exporter.query;

import java.util.List;

/**
 * A piece of a session's span tree, so that a page can draw the first rows of a hundred thousand
 * before the last are read.
 *
 * @param summary the session's numbers, all of it
 * @param version changes when the session does: pieces of different versions do not fit together
 * @param offset of the first node among all
 * @param total nodes of the whole tree
 * @param nodes each before its children; at most as many as were asked for
 */
public record TreePage(
    SessionSummary summary, String version, int offset, int total, List<TreeNode> nodes) {

  public TreePage {
    nodes = List.copyOf(nodes);
  }

  /** Offset of the next piece; -1 after the last. */
  public int nextOffset() {
    int next = offset + nodes.size();
    return next < total ? next : -1;
  }
}
