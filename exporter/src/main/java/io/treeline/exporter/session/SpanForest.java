package io.treeline.exporter.session;

import io.treeline.exporter.model.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  private static final Comparator<Span> BY_START =
      Comparator.comparingLong(Span::startEpochNanos).thenComparing(Span::key);

  private final List<Span> spans;
  private final int[] parent;
  private final int[] depth;

  private SpanForest(List<Span> spans, int[] parent, int[] depth) {
    this.spans = spans;
    this.parent = parent;
    this.depth = depth;
  }

  /**
   * Finds who called whom.
   *
   * @param spans in any order; of two with one key the earlier one counts
   */
  public static SpanForest of(Collection<Span> spans) {
    List<Span> sorted = distinctByStart(spans);
    int[] parents = parents(sorted);
    cutCircles(parents);
    Preorder preorder = new Preorder(parents);
    List<Span> ordered = new ArrayList<>(sorted.size());
    for (int old : preorder.order) {
      ordered.add(sorted.get(old));
    }
    return new SpanForest(List.copyOf(ordered), preorder.parent, preorder.depth);
  }

  public int size() {
    return spans.size();
  }

  public Span span(int node) {
    return spans.get(node);
  }

  /** Number of the parent, smaller than the node's own; -1 for a root. */
  public int parent(int node) {
    return parent[node];
  }

  /** Number of ancestors. */
  public int depth(int node) {
    return depth[node];
  }

  private static List<Span> distinctByStart(Collection<Span> spans) {
    List<Span> sorted = new ArrayList<>(spans);
    sorted.sort(BY_START);
    Set<String> seen = new HashSet<>();
    sorted.removeIf(span -> !seen.add(id(span.key().traceId(), span.key().spanId())));
    return sorted;
  }

  private static int[] parents(List<Span> sorted) {
    Map<String, Integer> index = new HashMap<>();
    for (int i = 0; i < sorted.size(); i++) {
      index.put(id(sorted.get(i).key().traceId(), sorted.get(i).key().spanId()), i);
    }
    int[] parents = new int[sorted.size()];
    for (int i = 0; i < parents.length; i++) {
      Span span = sorted.get(i);
      String up = span.parentSpanId();
      parents[i] = up == null ? -1 : index.getOrDefault(id(span.key().traceId(), up), -1);
    }
    return parents;
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

  private static String id(String traceId, String spanId) {
    return traceId + spanId;
  }
}
