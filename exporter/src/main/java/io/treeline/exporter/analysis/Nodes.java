package io.treeline.exporter.analysis;

import java.util.Arrays;

/** A growing list of nodes. */
final class Nodes {

  private int[] nodes = new int[4];
  private int size;

  void add(int node) {
    if (size == nodes.length) {
      nodes = Arrays.copyOf(nodes, size * 2);
    }
    nodes[size++] = node;
  }

  int get(int index) {
    return nodes[index];
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Index of the first node of at least a rank; {@link #size()} when there is none. */
  int from(int rank, Work work) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (work.rank(nodes[middle]) < rank) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The first node of at least a rank; -1 when there is none. */
  int firstFrom(int rank, Work work) {
    int index = from(rank, work);
    return index == size ? -1 : nodes[index];
  }
}
