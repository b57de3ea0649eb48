package io.treeline.exporter.analysis;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.SpanKey;
import java.util.List;
import java.util.Map;

/**
 * Where a session's time went, in nanoseconds.
 *
 * @param wall from the first start to the last end
 * @param active union of all spans: the session's active time
 * @param working the part of it in which something other than a person's step was under way
 * @param waiting the part of it in which people were waited for and nothing else was under way
 * @param idle {@code wall} without {@code working}: waiting, and what lies between traces
 * @param parallelism how many spans were at work at once on average, while any was: own times
 *     together over their union; 0 without any
 * @param critical length of the critical path: {@code wall} without what lies between traces
 * @param criticalPath spans on the critical path by their share of it, the largest first
 * @param criticalByKind the critical path by kind of operation
 */
public record TimeUse(
    long wall,
    long active,
    long working,
    long waiting,
    long idle,
    double parallelism,
    long critical,
    List<Critical> criticalPath,
    Map<OperationKind, Long> criticalByKind) {

  public TimeUse {
    criticalPath = List.copyOf(criticalPath);
    criticalByKind = Map.copyOf(criticalByKind);
  }

  /**
   * A span on the critical path: had it been shorter, the session would have ended earlier.
   *
   * @param span the span
   * @param nanos its own time on the path, without its children's
   * @param share that part of the path's length, 0 to 1
   */
  public record Critical(SpanKey span, long nanos, double share) {}
}
