package io.treeline.exporter.session;

import java.util.Map;
import java.util.TreeMap;

/** A set of times, kept as disjoint stretches. */
final class Intervals {

  private final TreeMap<Long, Long> endByStart = new TreeMap<>();
  private long length;

  /** Nanoseconds in the set. */
  long length() {
    return length;
  }

  void add(long start, long end) {
    if (end <= start) {
      return;
    }
    long from = start;
    long to = end;
    Map.Entry<Long, Long> before = endByStart.floorEntry(start);
    if (before != null && before.getValue() >= end) {
      return;
    }
    if (before != null && before.getValue() >= start) {
      from = before.getKey();
      remove(before);
    }
    Map.Entry<Long, Long> next = endByStart.ceilingEntry(from);
    while (next != null && next.getKey() <= to) {
      to = Math.max(to, next.getValue());
      remove(next);
      next = endByStart.ceilingEntry(from);
    }
    endByStart.put(from, to);
    length += to - from;
  }

  /**
   * The union of two sets. Uses up both, and costs no more than the smaller one: merging the sets
   * of a whole tree upwards stays cheap however deep it is.
   */
  static Intervals union(Intervals one, Intervals other) {
    Intervals large = one.endByStart.size() >= other.endByStart.size() ? one : other;
    Intervals small = large == one ? other : one;
    small.endByStart.forEach(large::add);
    return large;
  }

  private void remove(Map.Entry<Long, Long> stretch) {
    endByStart.remove(stretch.getKey());
    length -= stretch.getValue() - stretch.getKey();
  }
}
