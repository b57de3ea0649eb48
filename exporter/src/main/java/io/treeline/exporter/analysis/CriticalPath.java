package io.treeline.exporter.analysis;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The chain of spans that made the session last as long as it did. Walked backwards from the last
 * end: what ended last is on it, before that what had ended last before that one began, and so on
 * inside of each. A child's time outside of its parent's does not count.
 */
final class CriticalPath {

  private final Work work;
  private final Children children;
  private final long[] own;

  private CriticalPath(Work work, Children children) {
    this.work = work;
    this.children = children;
    this.own = new long[work.size()];
  }

  /** Own time of each node on the path, in nanoseconds. */
  static long[] own(Work work, Children children) {
    CriticalPath path = new CriticalPath(work, children);
    path.walk();
    return path.own;
  }

  private void walk() {
    int n = work.size();
    // Stacks of nodes to look into, and of the time up to which each is on the path.
    int[] nodes = new int[n + 1];
    long[] until = new long[n + 1];
    int top = 0;
    nodes[top] = n;
    until[top++] = Long.MAX_VALUE;
    while (top > 0) {
      int node = nodes[--top];
      long at = until[top];
      long from = node == n ? Long.MIN_VALUE : work.start(node);
      for (int child : byEndDescending(node)) {
        // What reaches beyond went on beside something that took longer.
        long end = Math.min(work.end(child), at);
        long start = Math.max(work.start(child), from);
        if (end <= start) {
          continue;
        }
        add(node, at - end);
        nodes[top] = child;
        until[top++] = end;
        at = start;
      }
      add(node, at - from);
    }
  }

  private void add(int node, long nanos) {
    if (node < own.length) {
      own[node] += nanos;
    }
  }

  /** Mostly what starts later ends later. */
  private boolean endInOrder(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (work.end(children.get(i)) < work.end(children.get(i - 1))) {
        return false;
      }
    }
    return true;
  }

  private int[] byEndDescending(int node) {
    int from = children.first(node);
    int to = children.first(node + 1);
    if (from == to) {
      return new int[0];
    }
    if (endInOrder(from, to)) {
      int[] backwards = new int[to - from];
      for (int i = from; i < to; i++) {
        backwards[to - 1 - i] = children.get(i);
      }
      return backwards;
    }
    Integer[] sorted = new Integer[to - from];
    for (int i = from; i < to; i++) {
      sorted[i - from] = children.get(i);
    }
    Arrays.sort(
        sorted,
        Comparator.comparingLong((Integer child) -> -work.end(child))
            .thenComparing(Comparator.comparingInt((Integer child) -> -work.rank(child))));
    return Arrays.stream(sorted).mapToInt(child -> child).toArray();
  }
}
