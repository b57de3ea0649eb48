package io.treeline.exporter.session;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A set of times, kept as disjoint stretches. Most are one stretch, that of a span without
 * children: kept without a map.
 */
final class Intervals {

  private long onlyStart;
  private long onlyEnd;
  private @Nullable TreeMap<Long, Long> endByStart;
  private long length;

  /** Nanoseconds in the set. */
  long length() {
    return length;
  }

  void add(long start, long end) {
    if (end <= start) {
      return;
    }
    if (endByStart != null) {
      add(endByStart, start, end);
    } else if (length == 0) {
      only(start, end);
    } else if (start <= onlyEnd && end >= onlyStart) {
      only(Math.min(start, onlyStart), Math.max(end, onlyEnd));
    } else {
      endByStart = new TreeMap<>();
      endByStart.put(onlyStart, onlyEnd);
      add(endByStart, start, end);
    }
  }

  private void only(long start, long end) {
    onlyStart = start;
    onlyEnd = end;
    length = end - start;
  }

  private void add(NavigableMap<Long, Long> stretches, long start, long end) {
    long from = start;
    long to = end;
    Map.Entry<Long, Long> before = stretches.floorEntry(start);
    if (before != null && before.getValue() >= end) {
      return;
    }
    if (before != null && before.getValue() >= start) {
      from = before.getKey();
      remove(stretches, before);
    }
    Map.Entry<Long, Long> next = stretches.ceilingEntry(from);
    while (next != null && next.getKey() <= to) {
      to = Math.max(to, next.getValue());
      remove(stretches, next);
      next = stretches.ceilingEntry(from);
    }
    stretches.put(from, to);
    length += to - from;
  }

  /**
   * The union of two sets. Uses up both, and costs no more than the smaller one: merging the sets
   * of a whole tree upwards stays cheap however deep it is.
   */
  static Intervals union(Intervals one, Intervals other) {
    Intervals large = one.size() >= other.size() ? one : other;
    Intervals small = large == one ? other : one;
    if (small.endByStart != null) {
      small.endByStart.forEach(large::add);
    } else if (small.length > 0) {
      large.add(small.onlyStart, small.onlyEnd);
    }
    return large;
  }

  private int size() {
    return endByStart != null ? endByStart.size() : length > 0 ? 1 : 0;
  }

  private void remove(NavigableMap<Long, Long> stretches, Map.Entry<Long, Long> stretch) {
    stretches.remove(stretch.getKey());
    length -= stretch.getValue() - stretch.getKey();
  }
}
