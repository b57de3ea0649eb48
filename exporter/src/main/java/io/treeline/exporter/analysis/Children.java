package io.treeline.exporter.analysis;

/**
 * The children of every node, by start; the roots are those of the session, as node {@code size}.
 */
final class Children {

  private final int[] first;
  private final int[] nodes;

  private Children(int[] first, int[] nodes) {
    this.first = first;
    this.nodes = nodes;
  }

  static Children of(Work work) {
    int n = work.size();
    // One group more, the last, for the roots.
    int[] first = new int[n + 2];
    for (int node = 0; node < n; node++) {
      first[group(work, node) + 1]++;
    }
    for (int i = 1; i < first.length; i++) {
      first[i] += first[i - 1];
    }
    int[] filled = new int[n + 1];
    int[] nodes = new int[n];
    for (int rank = 0; rank < n; rank++) {
      int node = work.byStart(rank);
      int group = group(work, node);
      nodes[first[group] + filled[group]++] = node;
    }
    return new Children(first, nodes);
  }

  /** Index of a node's first child; where the next node's children begin, its own end. */
  int first(int node) {
    return first[node];
  }

  int get(int index) {
    return nodes[index];
  }

  private static int group(Work work, int node) {
    int parent = work.forest.parent(node);
    return parent < 0 ? work.size() : parent;
  }
}
