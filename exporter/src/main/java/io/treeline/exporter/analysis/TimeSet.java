package io.treeline.exporter.analysis;

import java.util.Arrays;
import java.util.Comparator;

/** Stretches of time that may overlap, to be united. */
final class TimeSet {

  private long[][] stretches = new long[16][];
  private int size;
  private boolean united = true;

  void add(long start, long end) {
    if (end <= start) {
      return;
    }
    if (size == stretches.length) {
      stretches = Arrays.copyOf(stretches, size * 2);
    }
    stretches[size++] = new long[] {start, end};
    united = false;
  }

  void addAll(TimeSet other) {
    for (int i = 0; i < other.size; i++) {
      add(other.stretches[i][0], other.stretches[i][1]);
    }
  }

  /** Length of all stretches together, counting what overlaps as often as it does. */
  double sum() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += stretches[i][1] - stretches[i][0];
    }
    return sum;
  }

  /** Length of the union. */
  long union() {
    unite();
    return (long) Math.min(sum(), Long.MAX_VALUE);
  }

  /** Length of what lies in this union and not in the other. */
  long without(TimeSet other) {
    TimeSet both = new TimeSet();
    both.addAll(this);
    both.addAll(other);
    return both.union() - other.union();
  }

  /** The longest stretch of the union that nothing of the other one interrupts. */
  long longestWithout(TimeSet other) {
    unite();
    other.unite();
    long longest = 0;
    int at = 0;
    for (int i = 0; i < size; i++) {
      long from = stretches[i][0];
      long to = stretches[i][1];
      while (at < other.size && other.stretches[at][1] <= from) {
        at++;
      }
      for (int k = at; k < other.size && other.stretches[k][0] < to; k++) {
        longest = Math.max(longest, other.stretches[k][0] - from);
        from = other.stretches[k][1];
      }
      longest = Math.max(longest, to - from);
    }
    return longest;
  }

  private void unite() {
    if (united) {
      return;
    }
    Arrays.sort(stretches, 0, size, Comparator.comparingLong(stretch -> stretch[0]));
    int last = 0;
    for (int i = 1; i < size; i++) {
      if (stretches[i][0] <= stretches[last][1]) {
        stretches[last][1] = Math.max(stretches[last][1], stretches[i][1]);
      } else {
        stretches[++last] = stretches[i];
      }
    }
    size = last + 1;
    united = true;
  }
}
