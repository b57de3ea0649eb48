package io.treeline.exporter.analysis;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.model.Totals;
import io.treeline.exporter.session.PathNode;
import io.treeline.exporter.session.PathTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads which places were visited, and how often. */
final class PathReader {

  private static final Totals NOTHING = new Totals(0, 0, 0, 0, 0, TokenUsage.UNKNOWN, null, 0, 0);

  private final Work work;
  private final Fates fates;
  private final long[] critical;
  private final @Nullable Visits[] visits;

  /** Visits of one place as they are counted. */
  private static final class Visits {
    private @Nullable OperationKind kind;
    private long count;
    private long failed;
    private long recovered;
    private long critical;
    private final List<Long> nanos = new ArrayList<>(2);
    private long longestNanos = -1;
    private @Nullable SpanKey longest;
  }

  private PathReader(Work work, Fates fates, long[] critical) {
    this.work = work;
    this.fates = fates;
    this.critical = critical;
    this.visits = new Visits[work.places.size()];
  }

  /**
   * Places by path, {@code /} first; empty without spans.
   *
   * @param critical own time on the critical path, by node
   */
  static List<VisitedPlace> places(Work work, Fates fates, long[] critical) {
    if (work.size() == 0) {
      return List.of();
    }
    PathReader reader = new PathReader(work, fates, critical);
    for (int rank = 0; rank < work.size(); rank++) {
      reader.count(work.byStart(rank));
    }
    return reader.build();
  }

  private void count(int node) {
    int at = work.places.of(node);
    Visits here = visits(at);
    here.critical += critical[node];
    OperationKind kind = work.kind(node);
    if (here.kind == null && kind != OperationKind.OTHER && kind != OperationKind.STEP) {
      here.kind = kind;
    }
    // What is no entry here is none further up.
    for (int place = at; work.isEntry(node, place); place = work.places.above(place)) {
      enter(visits(place), node);
    }
  }

  private Visits visits(int place) {
    Visits known = visits[place];
    if (known == null) {
      known = new Visits();
      visits[place] = known;
    }
    return known;
  }

  private void enter(Visits place, int node) {
    place.count++;
    if (work.failed(node)) {
      place.failed++;
      place.recovered += fates.outcome[node] == Outcome.RECOVERED ? 1 : 0;
    }
    long nanos = Math.max(0, work.end(node) - work.start(node));
    if (work.ended(node)) {
      place.nanos.add(nanos);
    }
    if (nanos > place.longestNanos) {
      place.longestNanos = nanos;
      place.longest = work.span(node).key();
    }
  }

  private List<VisitedPlace> build() {
    List<PathNode> nodes = PathTree.of(work.forest, work.paths, work.layers).nodes();
    Map<String, PathNode> byPath = new HashMap<>(nodes.size() * 2);
    Totals all = NOTHING;
    for (PathNode node : nodes) {
      byPath.put(node.path(), node);
      if (node.depth() == 0) {
        all = plus(all, node.subtree());
      }
    }
    List<VisitedPlace> places = new ArrayList<>(nodes.size() + 1);
    PathNode atRoot = byPath.get(Places.ROOT);
    places.add(root(atRoot == null ? NOTHING : atRoot.self(), all));
    for (int place = 0; place < work.places.size(); place++) {
      if (place != work.places.root()) {
        String path = work.places.path(place);
        PathNode node = Objects.requireNonNull(byPath.get(path), path);
        places.add(place(path, visits(place), node));
      }
    }
    return places;
  }

  private VisitedPlace root(Totals self, Totals all) {
    Visits found = visits(work.places.root());
    int first = work.byStart(0);
    long end = work.start(first);
    boolean ended = false;
    for (int node = 0; node < work.size(); node++) {
      end = Math.max(end, work.end(node));
      ended |= work.ended(node);
    }
    return new VisitedPlace(
        Places.ROOT,
        found.kind,
        1,
        0,
        0,
        ended ? List.of(end - work.start(first)) : List.of(),
        found.critical,
        self,
        all,
        work.span(first).key());
  }

  private static VisitedPlace place(String path, Visits found, PathNode node) {
    return new VisitedPlace(
        path,
        found.kind,
        found.count,
        found.failed,
        found.recovered,
        found.nanos,
        found.critical,
        node.self(),
        node.subtree(),
        Objects.requireNonNull(found.longest, path));
  }

  private static Totals plus(Totals one, Totals other) {
    TokenUsage a = one.tokens();
    TokenUsage b = other.tokens();
    return new Totals(
        one.spans() + other.spans(),
        one.durationNanos() + other.durationNanos(),
        one.llmCalls() + other.llmCalls(),
        one.toolCalls() + other.toolCalls(),
        one.errors() + other.errors(),
        new TokenUsage(
            Spend.sum(a.input(), b.input()),
            Spend.sum(a.output(), b.output()),
            Spend.sum(a.cacheRead(), b.cacheRead()),
            Spend.sum(a.cacheWrite(), b.cacheWrite()),
            Spend.sum(a.reasoning(), b.reasoning())),
        Spend.sum(one.costUsd(), other.costUsd()),
        one.unpricedCalls() + other.unpricedCalls(),
        one.estimatedCalls() + other.estimatedCalls());
  }
}
