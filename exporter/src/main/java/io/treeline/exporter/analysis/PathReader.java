package io.treeline.exporter.analysis;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.model.Totals;
import io.treeline.exporter.session.PathNode;
import io.treeline.exporter.session.PathTree;
import io.treeline.exporter.session.SpanPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads which places were visited, how often, and in which order. */
final class PathReader {

  private static final String ROOT = "/";
  private static final Totals NOTHING = new Totals(0, 0, 0, 0, 0, TokenUsage.UNKNOWN, null, 0, 0);
  // Deeper between a branch and the place above it lies nothing that anybody would call a decision.
  private static final int MAX_STEPS_UP = 64;

  private final Work work;
  private final Fates fates;
  private final long[] critical;
  private final Map<String, Visits> visits = new TreeMap<>();
  private final int[] visit;

  /** The entries of one visit of a place, by start. */
  private record Run(String path, int visit) {}

  /** Visits of one place as they are counted. */
  private static final class Visits {
    private @Nullable OperationKind kind;
    private long count;
    private long failed;
    private long recovered;
    private long critical;
    private final List<Long> nanos = new ArrayList<>();
    private long longestNanos = -1;
    private @Nullable SpanKey longest;
  }

  private PathReader(Work work, Fates fates, long[] critical) {
    this.work = work;
    this.fates = fates;
    this.critical = critical;
    this.visit = new int[work.size()];
  }

  /** Places by path, {@code /} first; empty without spans. */
  static List<VisitedPlace> places(Work work, Fates fates) {
    if (work.size() == 0) {
      return List.of();
    }
    PathReader reader = new PathReader(work, fates, CriticalPath.own(work));
    for (int rank = 0; rank < work.size(); rank++) {
      reader.count(work.byStart(rank));
    }
    return reader.build();
  }

  /** What came next, where. */
  static List<PathStep> steps(Work work, Fates fates) {
    return new PathReader(work, fates, new long[0]).steps();
  }

  private void count(int node) {
    String path = work.path(node);
    Visits here = visits.computeIfAbsent(path, key -> new Visits());
    here.critical += critical[node];
    OperationKind kind = work.kind(node);
    if (here.kind == null && kind != OperationKind.OTHER && kind != OperationKind.STEP) {
      here.kind = kind;
    }
    // What is no entry here is none further up.
    for (String place = path; isEntry(node, place); place = above(place)) {
      enter(visits.computeIfAbsent(place, key -> new Visits()), node);
    }
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

  private boolean isEntry(int node, String place) {
    int parent = work.forest.parent(node);
    return !place.equals(ROOT) && (parent < 0 || !isWithin(work.path(parent), place));
  }

  private static boolean isWithin(String path, String place) {
    return path.startsWith(place)
        && (path.length() == place.length() || path.charAt(place.length()) == '/');
  }

  static String above(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? ROOT : path.substring(0, slash);
  }

  private List<VisitedPlace> build() {
    List<VisitedPlace> places = new ArrayList<>();
    Totals all = NOTHING;
    Totals atRoot = NOTHING;
    for (PathNode node : PathTree.of(work.forest, paths()).nodes()) {
      if (node.depth() == 0) {
        all = plus(all, node.subtree());
      }
      if (node.path().equals(ROOT)) {
        atRoot = node.self();
      } else {
        places.add(place(node.path(), node.self(), node.subtree()));
      }
    }
    places.sort(Comparator.comparing(VisitedPlace::path));
    Visits root = visits.getOrDefault(ROOT, new Visits());
    int first = work.byStart(0);
    long end = work.start(first);
    boolean ended = false;
    for (int node = 0; node < work.size(); node++) {
      end = Math.max(end, work.end(node));
      ended |= work.ended(node);
    }
    places.add(
        0,
        new VisitedPlace(
            ROOT,
            root.kind,
            1,
            0,
            0,
            ended ? List.of(end - work.start(first)) : List.of(),
            root.critical,
            atRoot,
            all,
            work.span(first).key()));
    return places;
  }

  private VisitedPlace place(String path, Totals self, Totals subtree) {
    Visits found = Objects.requireNonNull(visits.get(path), path);
    return new VisitedPlace(
        path,
        found.kind,
        found.count,
        found.failed,
        found.recovered,
        found.nanos,
        found.critical,
        self,
        subtree,
        Objects.requireNonNull(found.longest, path));
  }

  private List<SpanPath> paths() {
    List<SpanPath> paths = new ArrayList<>(work.size());
    for (int node = 0; node < work.size(); node++) {
      paths.add(work.spanPath(node));
    }
    return paths;
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

  private List<PathStep> steps() {
    for (int node = 0; node < visit.length; node++) {
      int parent = work.forest.parent(node);
      boolean same = parent >= 0 && work.path(parent).equals(work.path(node));
      visit[node] = same ? visit[parent] : node;
    }
    Map<Run, List<String>> runs = new LinkedHashMap<>();
    for (int rank = 0; rank < work.size(); rank++) {
      int node = work.byStart(rank);
      for (String place = work.path(node); isEntry(node, place); place = above(place)) {
        String up = above(place);
        runs.computeIfAbsent(new Run(up, runOf(node, up)), key -> new ArrayList<>()).add(place);
      }
    }
    Map<PathStep, Long> times = new HashMap<>();
    runs.forEach((run, entries) -> count(run, entries, times));
    return inOrder(times);
  }

  /** By path, then from, then to, nulls first. */
  private static List<PathStep> inOrder(Map<PathStep, Long> times) {
    // Each path is compared as text once per place, not once per step: they are long and alike.
    SortedSet<String> paths = new TreeSet<>();
    for (PathStep step : times.keySet()) {
      paths.add(step.path());
      for (String end : new @Nullable String[] {step.from(), step.to()}) {
        if (end != null) {
          paths.add(end);
        }
      }
    }
    Map<@Nullable String, Integer> ranks = new HashMap<>();
    ranks.put(null, 0);
    paths.forEach(path -> ranks.put(path, ranks.size()));
    List<RankedStep> ranked = new ArrayList<>(times.size());
    times.forEach(
        (step, count) ->
            ranked.add(
                new RankedStep(
                    rank(ranks, step.path()),
                    rank(ranks, step.from()),
                    rank(ranks, step.to()),
                    new PathStep(step.path(), step.from(), step.to(), count))));
    ranked.sort(
        Comparator.comparingInt(RankedStep::path)
            .thenComparingInt(RankedStep::from)
            .thenComparingInt(RankedStep::to));
    return ranked.stream().map(RankedStep::step).toList();
  }

  private record RankedStep(int path, int from, int to, PathStep step) {}

  private static int rank(Map<@Nullable String, Integer> ranks, @Nullable String path) {
    return Objects.requireNonNull(ranks.get(path));
  }

  private void count(Run run, List<String> entries, Map<PathStep, Long> times) {
    String before = null;
    for (String entry : entries) {
      times.merge(new PathStep(run.path(), before, entry, 0), 1L, Long::sum);
      before = entry;
    }
    if (run.visit() < 0 || work.ended(run.visit())) {
      times.merge(new PathStep(run.path(), before, null, 0), 1L, Long::sum);
    }
  }

  /** The visit of the place above in which a branch was entered; -1 when that is the session. */
  private int runOf(int node, String up) {
    if (up.equals(ROOT)) {
      return -1;
    }
    int at = work.forest.parent(node);
    for (int step = 0; at >= 0 && step < MAX_STEPS_UP; step++) {
      if (work.path(at).equals(up)) {
        return visit[at];
      }
      at = work.forest.parent(at);
    }
    return -1;
  }
}
