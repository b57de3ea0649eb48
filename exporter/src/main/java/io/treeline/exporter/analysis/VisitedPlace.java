package io.treeline.exporter.analysis;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.Totals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place of the path tree, as one session went through it. A visit begins with a span at the place
 * or below whose parent is not: so the steps inside of an agent's run are one visit of the agent,
 * and each of its calls of a tool is a visit of the tool.
 *
 * @param path full path; {@code /} is the session: one visit, as long as the session
 * @param kind of the first span exactly here that is more than a step; null when there is none
 * @param visits how often it was entered, at least 1
 * @param failed visits whose first span is in error; of {@code /} always 0, the session's status
 *     tells more
 * @param recovered those of them that were made good
 * @param visitNanos how long each visit's first span took, of those that ended
 * @param criticalNanos own time on the critical path of the spans exactly here
 * @param self numbers of the spans exactly here
 * @param subtree numbers of the spans here and below
 * @param longest first span of the longest visit
 */
public record VisitedPlace(
    String path,
    @Nullable OperationKind kind,
    long visits,
    long failed,
    long recovered,
    List<Long> visitNanos,
    long criticalNanos,
    Totals self,
    Totals subtree,
    SpanKey longest) {

  public VisitedPlace {
    visitNanos = List.copyOf(visitNanos);
  }
}
