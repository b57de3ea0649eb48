package io.treeline.exporter.analysis;

import java.util.Arrays;

/** Stretches of time that may overlap, to be united. */
final class TimeSet {

  private long[] starts = new long[16];
  private long[] ends = new long[16];
  private int size;
  private boolean united = true;

  void add(long start, long end) {
    if (end <= start) {
      return;
    }
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
    }
    starts[size] = start;
    ends[size++] = end;
    united = false;
  }

  void addAll(TimeSet other) {
    for (int i = 0; i < other.size; i++) {
      add(other.starts[i], other.ends[i]);
    }
  }

  /** Length of all stretches together, counting what overlaps as often as it does. */
  double sum() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += ends[i] - starts[i];
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
      long from = starts[i];
      long to = ends[i];
      while (at < other.size && other.ends[at] <= from) {
        at++;
      }
      for (int k = at; k < other.size && other.starts[k] < to; k++) {
        longest = Math.max(longest, other.starts[k] - from);
        from = other.ends[k];
      }
      longest = Math.max(longest, to - from);
    }
    return longest;
  }

  private void unite() {
    if (united) {
      return;
    }
    // What covers a time does not depend on which end belongs to which start.
    Arrays.sort(starts, 0, size);
    Arrays.sort(ends, 0, size);
    int last = 0;
    long from = starts[0];
    for (int i = 1; i < size; i++) {
      if (starts[i] > ends[i - 1]) {
        starts[last] = from;
        ends[last++] = ends[i - 1];
        from = starts[i];
      }
    }
    starts[last] = from;
    ends[last] = ends[size - 1];
    size = last + 1;
    united = true;
  }
}
