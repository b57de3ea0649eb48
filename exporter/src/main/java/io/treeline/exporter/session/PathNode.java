package io.treeline.exporter.session;

import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.Totals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in the path tree.
 *
 * @param path full path
 * @param derived whether no span at this path or below was sent with a path that leads here
 * @param depth number of ancestors in the tree
 * @param startEpochNanos first start of the spans here and below
 * @param endEpochNanos their last end; null while none has ended
 * @param self the spans at exactly this path; duration is the union of their times
 * @param subtree the spans here and below; duration is the union of their times
 * @param spanKeys the spans at exactly this path, by start
 */
public record PathNode(
    String path,
    boolean derived,
    int depth,
    long startEpochNanos,
    @Nullable Long endEpochNanos,
    Totals self,
    Totals subtree,
    List<SpanKey> spanKeys) {

  public PathNode {
    spanKeys = List.copyOf(spanKeys);
  }

  /** Last part of the path; {@code /} for the root. */
  public String label() {
    return path.equals("/") ? path : path.substring(path.lastIndexOf('/') + 1);
  }
}
