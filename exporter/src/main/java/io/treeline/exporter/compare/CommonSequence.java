package io.treeline.exporter.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * The longest common sequence of two lists of steps. Beyond {@link #MOST_CELLS} pairs each step is
 * matched with the next that fits and is not far: good for what is mostly alike, and quick.
 */
final class CommonSequence {

  private static final long MOST_CELLS = 4_000_000;
  private static final int FAR = 500;
  private static final int ALIKE = 4;
  private static final int EQUAL = 5;

  private final Steps a;
  private final Steps b;
  private final List<Integer> inA;
  private final List<Integer> inB;

  CommonSequence(Steps a, Steps b, List<Integer> inA, List<Integer> inB) {
    this.a = a;
    this.b = b;
    this.inA = inA;
    this.inB = inB;
  }

  /** Pairs of positions, both ascending. */
  List<int[]> find() {
    List<int[]> start = new ArrayList<>();
    int first = 0;
    int lastA = inA.size();
    int lastB = inB.size();
    while (first < lastA && first < lastB && score(first, first) == EQUAL) {
      start.add(new int[] {first, first});
      first++;
    }
    List<int[]> end = new ArrayList<>();
    while (lastA > first && lastB > first && score(lastA - 1, lastB - 1) == EQUAL) {
      end.add(new int[] {--lastA, --lastB});
    }
    Collections.reverse(end);
    start.addAll(
        (long) (lastA - first) * (lastB - first) <= MOST_CELLS
            ? longest(first, lastA, lastB)
            : nearest(first, lastA, lastB));
    start.addAll(end);
    return start;
  }

  private int score(int atA, int atB) {
    int one = inA.get(atA);
    int two = inB.get(atB);
    if (!a.key(one).equals(b.key(two))) {
      return 0;
    }
    return Objects.equals(a.arguments(one), b.arguments(two)) ? EQUAL : ALIKE;
  }

  private List<int[]> longest(int first, int lastA, int lastB) {
    int n = lastA - first;
    int m = lastB - first;
    int[][] best = new int[n + 1][m + 1];
    for (int i = n - 1; i >= 0; i--) {
      for (int j = m - 1; j >= 0; j--) {
        int score = score(first + i, first + j);
        int matched = score == 0 ? 0 : score + best[i + 1][j + 1];
        best[i][j] = Math.max(matched, Math.max(best[i + 1][j], best[i][j + 1]));
      }
    }
    List<int[]> pairs = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < n && j < m) {
      int score = score(first + i, first + j);
      if (score > 0 && best[i][j] == score + best[i + 1][j + 1]) {
        pairs.add(new int[] {first + i++, first + j++});
      } else if (best[i][j] == best[i + 1][j]) {
        i++;
      } else {
        j++;
      }
    }
    return pairs;
  }

  private List<int[]> nearest(int first, int lastA, int lastB) {
    List<int[]> pairs = new ArrayList<>();
    int from = first;
    for (int i = first; i < lastA; i++) {
      int to = Math.min(lastB, from + FAR);
      for (int j = from; j < to; j++) {
        if (score(i, j) > 0) {
          pairs.add(new int[] {i, j});
          from = j + 1;
          break;
        }
      }
    }
    return pairs;
  }
}
