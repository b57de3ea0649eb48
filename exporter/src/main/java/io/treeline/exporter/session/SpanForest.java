package io.treeline.exporter.session;

import io.treeline.exporter.model.Span;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/**
 * The spans of one session by who called whom. Spans are numbered so that a parent comes before its
 * children: running through the numbers backwards meets children first.
 *
 * <p>A span is a root when it has no parent, when its parent is not among the spans (it never
 * arrived, or belongs to another session) or is the span itself; of a circle of parents, the span
 * that starts first becomes the root. Roots and siblings are ordered by start, then trace id, then
 * span id.
 */
public final class SpanForest {

  private static final Comparator<Span> BY_START = SpanForest::compare;

  private final Span[] spans;
  private final int[] byStart;
  private final int[] parent;
  private final int[] depth;

  private SpanForest(Span[] spans, int[] byStart, int[] parent, int[] depth) {
    this.spans = spans;
    this.byStart = byStart;
    this.parent = parent;
    this.depth = depth;
  }

  /**
   * Finds who called whom.
   *
   * @param spans in any order; of two with one key the earlier one counts
   */
  public static SpanForest of(Collection<Span> spans) {
    Span[] sorted = spans.toArray(new Span[0]);
    Arrays.sort(sorted, BY_START);
    SpanIndex index = SpanIndex.of(sorted);
    sorted = index.spans();
    int[] parents = index.parents();
    cutCircles(parents);
    Preorder preorder = new Preorder(parents);
    Span[] ordered = new Span[sorted.length];
    int[] byStart = new int[sorted.length];
    for (int node = 0; node < ordered.length; node++) {
      ordered[node] = sorted[preorder.order[node]];
      byStart[preorder.order[node]] = node;
    }
    return new SpanForest(ordered, byStart, preorder.parent, preorder.depth);
  }

  private static int compare(Span one, Span other) {
    int byStart = Long.compare(one.startEpochNanos(), other.startEpochNanos());
    return byStart != 0 ? byStart : one.key().compareTo(other.key());
  }

  public int size() {
    return spans.length;
  }

  public Span span(int node) {
    return spans[node];
  }

  /**
   * The nodes by start, then trace id, then span id.
   *
   * @param position 0 is the first
   */
  public int byStart(int position) {
    return byStart[position];
  }

  /** Number of the parent, smaller than the node's own; -1 for a root. */
  public int parent(int node) {
    return parent[node];
  }

  /** Number of ancestors. */
  public int depth(int node) {
    return depth[node];
  }

  /** Makes the first span of each circle a root. Indices are in order of start. */
  private static void cutCircles(int[] parents) {
    int[] walk = new int[parents.length];
    Arrays.fill(walk, -1);
    for (int start = 0; start < parents.length; start++) {
      int at = start;
      while (at >= 0 && walk[at] < 0) {
        walk[at] = start;
        at = parents[at];
      }
      if (at >= 0 && walk[at] == start) {
        parents[firstOfCircle(parents, at)] = -1;
      }
    }
  }

  private static int firstOfCircle(int[] parents, int member) {
    int first = member;
    for (int at = parents[member]; at != member; at = parents[at]) {
      first = Math.min(first, at);
    }
    return first;
  }
}
