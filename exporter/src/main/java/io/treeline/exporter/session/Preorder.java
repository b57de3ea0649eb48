package io.treeline.exporter.session;

import java.util.Arrays;

/** Orders the nodes of a forest so that each comes before its children. */
final class Preorder {

  /** Old index by new index. */
  final int[] order;

  /** New index of the parent by new index; -1 for a root. Always smaller than the child's. */
  final int[] parent;

  /** Number of ancestors by new index. */
  final int[] depth;

  /**
   * @param parents index of the parent by node, -1 for a root; without cycles. Siblings keep the
   *     order of their indices
   */
  Preorder(int[] parents) {
    int n = parents.length;
    order = new int[n];
    parent = new int[n];
    depth = new int[n];
    int[] firstChild = new int[n];
    int[] nextSibling = new int[n];
    int firstRoot = link(parents, firstChild, nextSibling);

    int[] newIndex = new int[n];
    int[] stack = new int[n + 1];
    int top = 0;
    int next = 0;
    if (firstRoot >= 0) {
      stack[top++] = firstRoot;
    }
    while (top > 0) {
      int node = stack[--top];
      newIndex[node] = next;
      order[next] = node;
      int up = parents[node];
      parent[next] = up < 0 ? -1 : newIndex[up];
      depth[next] = up < 0 ? 0 : depth[parent[next]] + 1;
      next++;
      if (nextSibling[node] >= 0) {
        stack[top++] = nextSibling[node];
      }
      if (firstChild[node] >= 0) {
        stack[top++] = firstChild[node];
      }
    }
    if (next != n) {
      throw new IllegalArgumentException(
          "parents must not be circular: " + (n - next) + " of " + n + " nodes have no root");
    }
  }

  private static int link(int[] parents, int[] firstChild, int[] nextSibling) {
    Arrays.fill(firstChild, -1);
    Arrays.fill(nextSibling, -1);
    int firstRoot = -1;
    for (int i = parents.length - 1; i >= 0; i--) {
      int up = parents[i];
      if (up < 0) {
        nextSibling[i] = firstRoot;
        firstRoot = i;
      } else {
        nextSibling[i] = firstChild[up];
        firstChild[up] = i;
      }
    }
    return firstRoot;
  }
}
