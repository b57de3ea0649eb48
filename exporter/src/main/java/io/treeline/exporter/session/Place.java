package io.treeline.exporter.session;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.Totals;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of the path tree being built. First spans are added, then it is closed once. */
final class Place {

  final String path;
  final @Nullable Place parent;
  long start = Long.MAX_VALUE;

  private @Nullable Long end;
  private boolean given;
  private final List<SpanKey> keys = new ArrayList<>();
  private final TotalsBuilder self = new TotalsBuilder();
  private final TotalsBuilder subtree = new TotalsBuilder();
  private final TimeSet selfTimes = new TimeSet();
  private final TimeSet subtreeTimes = new TimeSet();
  private long subtreeNanos;

  /** Its number among all in their order, once that is known. */
  int index;

  Place(String path, @Nullable Place parent) {
    this.path = path;
    this.parent = parent;
  }

  void add(
      SpanForest forest, UsageLayers layers, int node, boolean childInError, boolean pathGiven) {
    Span span = forest.span(node);
    long spanEnd = SpanTree.endOf(span);
    self.add(forest, layers, node, childInError);
    selfTimes.add(span.startEpochNanos(), spanEnd);
    keys.add(span.key());
    start = Math.min(start, span.startEpochNanos());
    end = latest(end, span.endEpochNanos());
    given |= pathGiven;
  }

  /** Hands everything on to the parent. All places below were closed before. */
  void close() {
    subtree.add(self);
    subtreeTimes.addAll(selfTimes);
    subtreeNanos = subtreeTimes.union();
    if (parent != null) {
      parent.subtree.add(subtree);
      parent.subtreeTimes.addAll(subtreeTimes);
      parent.start = Math.min(parent.start, start);
      parent.end = latest(parent.end, end);
      parent.given |= given;
    }
  }

  PathNode node(int depth) {
    Totals selfTotals = self.build(selfTimes.union());
    Totals subtreeTotals = subtree.build(subtreeNanos);
    return new PathNode(path, !given, depth, start, end, selfTotals, subtreeTotals, keys);
  }

  private static @Nullable Long latest(@Nullable Long one, @Nullable Long other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Math.max(one, other);
  }
}
