package io.treeline.exporter.session;

import java.util.Arrays;

/**
 * Stretches of time that may overlap, to be united. Those that are added by start are united at
 * once, all others by sorting when somebody asks.
 */
public final class TimeSet {

  private static final long[] NONE = new long[0];

  private long[] starts = NONE;
  private long[] ends = NONE;
  private int size;
  private double sum;
  private boolean united = true;

  public void add(long start, long end) {
    if (end <= start) {
      return;
    }
    sum += end - start;
    if (united && size > 0) {
      int last = size - 1;
      if (start >= starts[last] && start <= ends[last]) {
        ends[last] = Math.max(ends[last], end);
        return;
      }
      united = start > ends[last];
    }
    if (size == starts.length) {
      int larger = Math.max(2, size * 2);
      starts = Arrays.copyOf(starts, larger);
      ends = Arrays.copyOf(ends, larger);
    }
    starts[size] = start;
    ends[size++] = end;
  }

  /** Adds the union of another set. */
  public void addAll(TimeSet other) {
    other.unite();
    for (int i = 0; i < other.size; i++) {
      add(other.starts[i], other.ends[i]);
    }
  }

  /** Length of all stretches as they were added, counting what overlaps as often as it does. */
  public double sum() {
    return sum;
  }

  /** Length of the union. */
  public long union() {
    unite();
    long length = 0;
    for (int i = 0; i < size; i++) {
      length += ends[i] - starts[i];
      if (length < 0) {
        return Long.MAX_VALUE;
      }
    }
    return length;
  }

  /** Length of what lies in this union and not in the other. */
  public long without(TimeSet other) {
    TimeSet both = new TimeSet();
    both.addAll(this);
    both.addAll(other);
    return both.union() - other.union();
  }

  /** The longest stretch of the union that nothing of the other one interrupts. */
  public long longestWithout(TimeSet other) {
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
