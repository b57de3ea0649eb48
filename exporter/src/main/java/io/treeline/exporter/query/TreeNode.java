package io.treeline.exporter.query;

import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.Totals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of either tree: exactly one of {@code span} and {@code place} is there.
 *
 * @param id {@code traceId:spanId} of a span, full path of a place
 * @param label span name, or last part of the path
 * @param depth number of ancestors
 * @param startEpochNanos start of the span, or first start at and below the place
 * @param endEpochNanos end of the span, or last end at and below the place; null while there is
 *     none
 * @param self the node alone
 * @param subtree the node and everything below
 * @param span the span of a span node
 * @param place what a path node has beside
 */
public record TreeNode(
    String id,
    String label,
    int depth,
    long startEpochNanos,
    @Nullable Long endEpochNanos,
    Totals self,
    Totals subtree,
    @Nullable SpanSummary span,
    @Nullable Place place) {

  /**
   * What a path node has beside.
   *
   * @param path full path
   * @param derived whether no span at this path or below was sent with a path that leads here
   * @param spanKeys the spans at exactly this path, by start
   */
  public record Place(String path, boolean derived, List<SpanKey> spanKeys) {
    public Place {
      spanKeys = List.copyOf(spanKeys);
    }
  }
}
