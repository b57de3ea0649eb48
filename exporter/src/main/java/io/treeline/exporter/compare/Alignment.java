package io.treeline.exporter.compare;

import io.treeline.exporter.compare.SessionComparison.Difference;
import io.treeline.exporter.compare.SessionComparison.Row;
import io.treeline.exporter.compare.SessionComparison.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds which steps of two sessions stand for the same: level by level, from the top, the longest
 * common sequence of those with the same kind and path, those with the same arguments preferred.
 * Nothing recurses, so depth costs no stack.
 */
final class Alignment {

  private static final Set<Difference> WAYS =
      Set.of(Difference.ARGUMENTS, Difference.MODEL, Difference.DECISION);

  private final Steps a;
  private final Steps b;
  private final List<Row> rows = new ArrayList<>();
  private final int[] counts = new int[4];
  private int more;
  private @Nullable Integer divergence;

  /** Two steps to show, either of which may be missing (-1). */
  private record Pair(int a, int b, int depth) {}

  Alignment(Steps a, Steps b) {
    this.a = a;
    this.b = b;
  }

  SessionComparison compare() {
    Deque<Pair> open = new ArrayDeque<>();
    push(open, new Pair(-1, -1, -1));
    while (!open.isEmpty()) {
      Pair pair = open.pop();
      emit(pair);
      push(open, pair);
    }
    return new SessionComparison(
        rows, more, divergence, counts[0], counts[1], counts[2], counts[3]);
  }

  /** Puts what is inside a pair on the stack, the first on top. */
  private void push(Deque<Pair> open, Pair pair) {
    boolean top = pair.depth() < 0;
    List<Integer> inA = top || pair.a() >= 0 ? a.children(pair.a()) : List.of();
    List<Integer> inB = top || pair.b() >= 0 ? b.children(pair.b()) : List.of();
    List<int[]> matches = new CommonSequence(a, b, inA, inB).find();
    List<Pair> pairs = new ArrayList<>();
    int fromA = 0;
    int fromB = 0;
    for (int[] match : matches) {
      fill(pairs, inA, fromA, match[0], inB, fromB, match[1], pair.depth() + 1);
      pairs.add(new Pair(inA.get(match[0]), inB.get(match[1]), pair.depth() + 1));
      fromA = match[0] + 1;
      fromB = match[1] + 1;
    }
    fill(pairs, inA, fromA, inA.size(), inB, fromB, inB.size(), pair.depth() + 1);
    for (int i = pairs.size() - 1; i >= 0; i--) {
      open.push(pairs.get(i));
    }
  }

  private static void fill(
      List<Pair> pairs,
      List<Integer> inA,
      int fromA,
      int toA,
      List<Integer> inB,
      int fromB,
      int toB,
      int depth) {
    inA.subList(fromA, toA).forEach(node -> pairs.add(new Pair(node, -1, depth)));
    inB.subList(fromB, toB).forEach(node -> pairs.add(new Pair(-1, node, depth)));
  }

  private void emit(Pair pair) {
    Step inA = pair.a() < 0 ? null : a.step(pair.a());
    Step inB = pair.b() < 0 ? null : b.step(pair.b());
    Set<Difference> differences =
        inA == null || inB == null
            ? Set.of()
            : Differences.between(a.span(pair.a()), inA, b.span(pair.b()), inB);
    counts[inB == null ? 2 : inA == null ? 3 : differences.isEmpty() ? 0 : 1]++;
    if (rows.size() == SessionComparison.MAX_ROWS) {
      more++;
      return;
    }
    if (divergence == null && parts(pair, differences)) {
      divergence = rows.size();
    }
    rows.add(new Row(pair.depth(), inA, inB, differences));
  }

  /** Whether the ways part here. What comes of a difference further inside does not. */
  private boolean parts(Pair pair, Set<Difference> differences) {
    if (pair.a() < 0 || pair.b() < 0) {
      return true;
    }
    boolean leaf = a.children(pair.a()).isEmpty() && b.children(pair.b()).isEmpty();
    return differences.stream()
        .anyMatch(
            difference ->
                WAYS.contains(difference)
                    || (leaf
                        && (difference == Difference.RESULT || difference == Difference.STATUS)));
  }
}
