package io.treeline.exporter.analysis;

import io.treeline.exporter.model.OperationKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds calls that brought nothing new, within one scope each. Failed calls are attempts and no
 * loops; a call whose result is another one at any time in the scope is polling; where arguments or
 * results are not known nothing is found.
 */
final class LoopFinder {

  /** The same call twice may be a check; three times it is a loop. */
  static final int FEWEST_REPEATS = 3;

  /** Most calls in one round of a cycle. */
  static final int LONGEST_ROUND = 8;

  private static final int FEWEST_ROUNDS = 2;

  private final Work work;
  private final List<LoopNodes> loops = new ArrayList<>();
  private long compared;
  private long unknown;

  /** A loop by its nodes: those of the first round, and the redundant ones. */
  record LoopNodes(Loop.Kind kind, Scope scope, List<Integer> calls, int round) {
    List<Integer> redundant() {
      return calls.subList(round, calls.size());
    }
  }

  private LoopFinder(Work work) {
    this.work = work;
  }

  static LoopFinder of(Work work) {
    LoopFinder finder = new LoopFinder(work);
    work.scopes().forEach(finder::search);
    finder.loops.sort(Comparator.comparingInt(loop -> work.rank(loop.calls().get(0))));
    return finder;
  }

  /** By start of their first call. */
  List<LoopNodes> loops() {
    return loops;
  }

  long compared() {
    return compared;
  }

  long unknown() {
    return unknown;
  }

  private void search(Scope scope) {
    Nodes calls = new Nodes();
    for (int i = 0; i < scope.calls.size(); i++) {
      int call = scope.calls.get(i);
      if (isTool(call) && work.ended(call) && !work.failed(call)) {
        calls.add(call);
      }
    }
    if (!calls.isEmpty()) {
      int[] signatures = signatures(calls);
      cycles(scope, calls, signatures);
      repeats(scope, calls, signatures);
    }
  }

  private boolean isTool(int call) {
    return work.kind(call) == OperationKind.TOOL || work.kind(call) == OperationKind.MCP;
  }

  /** A number for each call, the same for the same; -1 for what can be part of no loop. */
  private int[] signatures(Nodes calls) {
    Map<Work.Call, Integer> numbers = new HashMap<>();
    Map<Work.Call, Long> results = new HashMap<>();
    Set<Work.Call> unfit = new HashSet<>();
    Work.@Nullable Call[] keys = new Work.Call[calls.size()];
    for (int i = 0; i < keys.length; i++) {
      int call = calls.get(i);
      Long arguments = Said.arguments(work.span(call));
      Long result = Said.result(work.span(call));
      if (arguments == null || result == null) {
        unknown++;
      } else {
        compared++;
      }
      if (arguments == null) {
        continue;
      }
      Work.Call key = new Work.Call(work.name(call), arguments);
      keys[i] = key;
      Long before = result == null ? null : results.putIfAbsent(key, result);
      if (result == null || (before != null && !before.equals(result))) {
        unfit.add(key);
      }
    }
    int[] signatures = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      Work.Call key = keys[i];
      signatures[i] =
          key != null && !unfit.contains(key)
              ? numbers.computeIfAbsent(key, unused -> numbers.size())
              : -1;
    }
    return signatures;
  }

  /** Finds rounds of several calls; what they take is struck from the signatures. */
  private void cycles(Scope scope, Nodes calls, int[] signatures) {
    for (int round = 2; round <= LONGEST_ROUND; round++) {
      int start = 0;
      while (start + FEWEST_ROUNDS * round <= signatures.length) {
        int end = start + round;
        while (end < signatures.length
            && signatures[end] >= 0
            && signatures[end] == signatures[end - round]) {
          end++;
        }
        int rounds = (end - start) / round;
        if (rounds >= FEWEST_ROUNDS && isMixed(signatures, start, round)) {
          int after = start + rounds * round;
          take(scope, Loop.Kind.CYCLE, calls, start, after, round);
          Arrays.fill(signatures, start, after, -1);
          start = after;
        } else {
          // All that starts before the mismatch is cut off by it as well.
          start = Math.max(start + 1, end - round + 1);
        }
      }
    }
  }

  /** Whether a round holds no unknown call and more than one. */
  private static boolean isMixed(int[] signatures, int start, int round) {
    boolean mixed = false;
    for (int i = start; i < start + round; i++) {
      if (signatures[i] < 0) {
        return false;
      }
      mixed |= signatures[i] != signatures[start];
    }
    return mixed;
  }

  private void take(Scope scope, Loop.Kind kind, Nodes calls, int from, int to, int round) {
    List<Integer> taken = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      taken.add(calls.get(i));
    }
    loops.add(new LoopNodes(kind, scope, taken, round));
  }

  private void repeats(Scope scope, Nodes calls, int[] signatures) {
    Map<Integer, List<Integer>> bySignature = new HashMap<>();
    for (int i = 0; i < signatures.length; i++) {
      if (signatures[i] >= 0) {
        bySignature.computeIfAbsent(signatures[i], key -> new ArrayList<>()).add(calls.get(i));
      }
    }
    for (List<Integer> same : bySignature.values()) {
      if (same.size() >= FEWEST_REPEATS) {
        loops.add(new LoopNodes(Loop.Kind.REPEAT, scope, same, 1));
      }
    }
  }
}
