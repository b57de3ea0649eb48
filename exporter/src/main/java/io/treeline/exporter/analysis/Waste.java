package io.treeline.exporter.analysis;

import io.treeline.exporter.analysis.LoopFinder.LoopNodes;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.session.TimeSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What loops wasted. Every redundant call and every model call is in one loop's waste only. */
final class Waste {

  private final Work work;
  private final Map<Scope, Map<Integer, Integer>> redundantByTurn = new HashMap<>();
  private final Map<Scope, Map<Integer, Integer>> callsByTurn = new HashMap<>();
  private final Map<Scope, Map<Integer, Integer>> loopOfTurn = new HashMap<>();
  private final TimeSet all = new TimeSet();
  private Spend total = Spend.NONE;

  Waste(Work work) {
    this.work = work;
  }

  List<Loop> loops(List<LoopNodes> found) {
    for (int i = 0; i < found.size(); i++) {
      Scope scope = found.get(i).scope();
      for (int call : found.get(i).redundant()) {
        int turn = scope.turnOf(call, work);
        redundantByTurn.computeIfAbsent(scope, key -> new HashMap<>()).merge(turn, 1, Integer::sum);
        loopOfTurn.computeIfAbsent(scope, key -> new HashMap<>()).putIfAbsent(turn, i);
      }
    }
    List<Loop> loops = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      loops.add(loop(found.get(i), i));
    }
    return loops;
  }

  /** All loops together; time is the union of theirs. */
  Spend total() {
    return total.lasting(all.union());
  }

  private Loop loop(LoopNodes found, int index) {
    List<Integer> calls = found.calls();
    Spend wasted = wasted(found, index);
    total = total.plus(wasted);
    int first = calls.get(0);
    long end = calls.stream().mapToLong(work::end).max().orElseThrow();
    return new Loop(
        found.kind(),
        calls.subList(0, found.round()).stream().map(work::label).toList(),
        calls.size() / found.round(),
        found.scope().key(work),
        work.path(first),
        keys(calls),
        keys(found.redundant()),
        work.start(first),
        end,
        wasted);
  }

  private Spend wasted(LoopNodes found, int index) {
    Scope scope = found.scope();
    TimeSet times = new TimeSet();
    Spend wasted = Spend.NONE;
    for (int call : found.redundant()) {
      wasted = wasted.plus(work.inside(call));
      times.add(work.start(call), work.end(call));
      int turn = scope.turnOf(call, work);
      Map<Integer, Integer> loopByTurn = loopOfTurn.getOrDefault(scope, Map.of());
      if (turn >= 0 && loopByTurn.getOrDefault(turn, -1) == index && isRedundant(scope, turn)) {
        // Once, however many of its calls are redundant.
        loopByTurn.put(turn, -1);
        int model = scope.models.get(turn);
        wasted = wasted.plus(work.inside(model));
        times.add(work.start(model), work.end(model));
      }
    }
    all.addAll(times);
    return wasted.ofCalls(found.redundant().size()).lasting(times.union());
  }

  /** Whether a model call ordered nothing but redundant calls. */
  private boolean isRedundant(Scope scope, int turn) {
    int redundant = redundantByTurn.getOrDefault(scope, Map.of()).getOrDefault(turn, 0);
    return redundant == ordered(scope).getOrDefault(turn, 0);
  }

  private Map<Integer, Integer> ordered(Scope scope) {
    return callsByTurn.computeIfAbsent(
        scope,
        key -> {
          Map<Integer, Integer> counts = new HashMap<>();
          for (int i = 0; i < scope.calls.size(); i++) {
            counts.merge(scope.turnOf(scope.calls.get(i), work), 1, Integer::sum);
          }
          return counts;
        });
  }

  private List<SpanKey> keys(List<Integer> nodes) {
    return nodes.stream().map(node -> work.span(node).key()).toList();
  }
}
