package io.treeline.exporter.analysis;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.session.TimeSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads where the time went. */
final class TimeReader {

  private final Work work;

  /** When something other than a person's step was under way. */
  final TimeSet working = new TimeSet();

  /** When people were asked. */
  final TimeSet people = new TimeSet();

  /** Own time of each node on the critical path. */
  final long[] critical;

  private final TimeSet all = new TimeSet();
  private double sumOfOwn;

  TimeReader(Work work) {
    this.work = work;
    Children children = Children.of(work);
    for (int node = 0; node < work.size(); node++) {
      all.add(work.start(node), work.end(node));
      if (Said.isPerson(work.span(node))) {
        people.add(work.start(node), work.end(node));
      } else {
        addOwn(node, children);
      }
    }
    sumOfOwn = working.sum();
    critical = CriticalPath.own(work, children);
  }

  TimeUse read() {
    long first = work.size() == 0 ? 0 : work.start(work.byStart(0));
    long last = first;
    for (int node = 0; node < work.size(); node++) {
      last = Math.max(last, work.end(node));
    }
    long busy = working.union();
    long[] own = critical;
    long length = 0;
    Map<OperationKind, Long> byKind = new EnumMap<>(OperationKind.class);
    List<Integer> onPath = new ArrayList<>();
    for (int node = 0; node < own.length; node++) {
      if (own[node] > 0) {
        length += own[node];
        byKind.merge(work.kind(node), own[node], Long::sum);
        onPath.add(node);
      }
    }
    onPath.sort(
        Comparator.comparingLong((Integer node) -> -own[node]).thenComparingInt(work::rank));
    long whole = length;
    return new TimeUse(
        last - first,
        all.union(),
        busy,
        people.without(working),
        last - first - busy,
        busy == 0 ? 0 : sumOfOwn / busy,
        length,
        onPath.stream()
            .map(
                node ->
                    new TimeUse.Critical(
                        work.span(node).key(), own[node], own[node] / (double) whole))
            .toList(),
        byKind);
  }

  /** The times of a node in which none of its children was under way. */
  private void addOwn(int node, Children children) {
    long at = work.start(node);
    long end = work.end(node);
    for (int i = children.first(node); i < children.first(node + 1); i++) {
      int child = children.get(i);
      if (work.start(child) > at) {
        working.add(at, Math.min(end, work.start(child)));
      }
      at = Math.max(at, work.end(child));
    }
    working.add(at, end);
  }
}
