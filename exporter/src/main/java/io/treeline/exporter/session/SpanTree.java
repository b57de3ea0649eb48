package io.treeline.exporter.session;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanStatus;
import io.treeline.exporter.model.Totals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Who called whom, with numbers.
 *
 * @param nodes each node before its children, children by start; {@link SpanNode#depth()} tells
 *     where a subtree ends. Flat, because calls can be nested thousands deep
 */
public record SpanTree(List<SpanNode> nodes) {

  public SpanTree {
    nodes = List.copyOf(nodes);
  }

  /**
   * Builds the tree.
   *
   * @param paths by node of the forest
   */
  public static SpanTree of(SpanForest forest, List<SpanPath> paths) {
    int n = forest.size();
    boolean[] childInError = childInError(forest);
    UsageLayers layers = UsageLayers.of(forest);
    TotalsBuilder[] subtree = new TotalsBuilder[n];
    Intervals[] covered = new Intervals[n];
    Intervals[] children = new Intervals[n];
    Arrays.setAll(subtree, node -> new TotalsBuilder());
    Arrays.setAll(covered, node -> new Intervals());
    Arrays.setAll(children, node -> new Intervals());

    List<SpanNode> nodes = new ArrayList<>(n);
    for (int node = n - 1; node >= 0; node--) {
      Span span = forest.span(node);
      long start = span.startEpochNanos();
      long end = endOf(span);
      TotalsBuilder self = new TotalsBuilder();
      self.add(forest, layers, node, childInError[node]);
      subtree[node].add(self);
      covered[node].add(start, end);
      Totals selfTotals = self.build(end - start - children[node].length());
      Totals subtreeTotals = subtree[node].build(covered[node].length());
      nodes.add(new SpanNode(span, paths.get(node), forest.depth(node), selfTotals, subtreeTotals));

      int parent = forest.parent(node);
      if (parent >= 0) {
        subtree[parent].add(subtree[node]);
        covered[parent] = Intervals.union(covered[parent], covered[node]);
        Span up = forest.span(parent);
        children[parent].add(Math.max(start, up.startEpochNanos()), Math.min(end, endOf(up)));
      }
    }
    Collections.reverse(nodes);
    return new SpanTree(nodes);
  }

  /** For each node, whether one of its children is in error. */
  static boolean[] childInError(SpanForest forest) {
    boolean[] result = new boolean[forest.size()];
    for (int node = 0; node < forest.size(); node++) {
      int parent = forest.parent(node);
      if (parent >= 0 && forest.span(node).status() == SpanStatus.ERROR) {
        result[parent] = true;
      }
    }
    return result;
  }

  /** A span nobody said has ended covers no time yet. */
  static long endOf(Span span) {
    Long end = span.endEpochNanos();
    return end == null ? span.startEpochNanos() : end;
  }
}
