package io.treeline.exporter.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what came next, where: each branch under one visit of a place and the one entered before
 * it.
 */
final class StepReader {

  // Deeper between a branch and the place above it lies nothing that anybody would call a decision.
  private static final int MAX_STEPS_UP = 64;

  private static final int NONE = -1;

  private final Work work;

  /** First node of the visit that a node is part of, by node. */
  private final int[] visit;

  /** The branch entered last, by visit. */
  private final int[] lastOfVisit;

  /** The same under places of which all of the session counts as one visit. */
  private final int[] lastOfPlace;

  private long[] steps = new long[64];
  private int size;

  private StepReader(Work work) {
    this.work = work;
    this.visit = new int[work.size()];
    this.lastOfVisit = new int[work.size()];
    this.lastOfPlace = new int[work.places.size()];
    Arrays.fill(lastOfVisit, NONE);
    Arrays.fill(lastOfPlace, NONE);
  }

  /** By path, then from, then to; what is absent comes first. */
  static List<PathStep> read(Work work) {
    StepReader reader = new StepReader(work);
    reader.findVisits();
    for (int rank = 0; rank < work.size(); rank++) {
      int node = work.byStart(rank);
      int place = work.places.of(node);
      for (; work.isEntry(node, place); place = work.places.above(place)) {
        reader.enter(node, place);
      }
    }
    reader.end();
    return reader.count();
  }

  private void findVisits() {
    for (int node = 0; node < visit.length; node++) {
      int parent = work.forest.parent(node);
      boolean same = parent >= 0 && work.places.of(parent) == work.places.of(node);
      visit[node] = same ? visit[parent] : node;
    }
  }

  private void enter(int node, int place) {
    int up = work.places.above(place);
    int run = runOf(node, up);
    int[] last = run < 0 ? lastOfPlace : lastOfVisit;
    int index = run < 0 ? up : run;
    add(last[index], place);
    last[index] = place;
  }

  /** While a visit has not ended, nothing is said of its end. */
  private void end() {
    for (int node = 0; node < lastOfVisit.length; node++) {
      if (lastOfVisit[node] != NONE && work.ended(node)) {
        add(lastOfVisit[node], NONE);
      }
    }
    for (int last : lastOfPlace) {
      if (last != NONE) {
        add(last, NONE);
      }
    }
  }

  private void add(int from, int to) {
    if (size == steps.length) {
      steps = Arrays.copyOf(steps, size * 2);
    }
    // Both are under the same place, so that either tells which.
    steps[size++] = ((from + 1L) << Integer.SIZE) | (to + 1);
  }

  private List<PathStep> count() {
    Arrays.sort(steps, 0, size);
    List<List<PathStep>> byPlace = new ArrayList<>();
    for (int place = 0; place < work.places.size(); place++) {
      byPlace.add(List.of());
    }
    int distinct = 0;
    for (int i = 0; i < size; ) {
      int next = i + 1;
      while (next < size && steps[next] == steps[i]) {
        next++;
      }
      int from = (int) (steps[i] >>> Integer.SIZE) - 1;
      int to = (int) steps[i] - 1;
      int up = work.places.above(from == NONE ? to : from);
      if (byPlace.get(up).isEmpty()) {
        byPlace.set(up, new ArrayList<>(2));
      }
      byPlace.get(up).add(new PathStep(work.places.path(up), path(from), path(to), next - i));
      distinct++;
      i = next;
    }
    List<PathStep> all = new ArrayList<>(distinct);
    byPlace.forEach(all::addAll);
    return all;
  }

  private @Nullable String path(int place) {
    return place == NONE ? null : work.places.path(place);
  }

  /** The visit of the place above in which a branch was entered; -1 when that is the session. */
  private int runOf(int node, int up) {
    if (up == work.places.root()) {
      return -1;
    }
    int at = work.forest.parent(node);
    for (int step = 0; at >= 0 && step < MAX_STEPS_UP; step++) {
      if (work.places.of(at) == up) {
        return visit[at];
      }
      at = work.forest.parent(at);
    }
    return -1;
  }
}
