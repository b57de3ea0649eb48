package io.treeline.exporter.analysis;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.session.Folding;
import io.treeline.exporter.session.SpanForest;
import io.treeline.exporter.session.SpanPath;
import io.treeline.exporter.session.UsageLayers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a span is among those of its session.
 *
 * @param outcome how it ended
 * @param recoveredBy the span that made it good; null unless recovered
 * @param foldedInto the span to show in its place; null when it is to be shown itself
 * @param wrapper whether it only stands around others
 * @param suppressed why its usage does not count; null when it does
 */
public record Standing(
    Outcome outcome,
    @Nullable SpanKey recoveredBy,
    @Nullable SpanKey foldedInto,
    boolean wrapper,
    SessionAnalysis.@Nullable Suppressed suppressed) {

  /**
   * Works out what every span is.
   *
   * @param paths by node of the forest
   * @return by node of the forest
   */
  public static List<Standing> of(SpanForest forest, List<SpanPath> paths) {
    UsageLayers layers = UsageLayers.of(forest);
    Work work = Work.of(forest, layers, Folding.of(forest, layers), paths);
    Fates fates = Fates.of(work);
    List<Standing> standings = new ArrayList<>(work.size());
    for (int node = 0; node < work.size(); node++) {
      standings.add(
          new Standing(
              fates.outcome[node],
              key(work, fates.recoveredBy[node]),
              key(work, work.folding.into(node)),
              work.folding.wrapper(node),
              suppressed(work, node)));
    }
    return standings;
  }

  static SessionAnalysis.@Nullable Suppressed suppressed(Work work, int node) {
    UsageLayers.Suppressed why = work.layers.suppressed(node);
    if (why == null) {
      return null;
    }
    Span by = work.span(why.by());
    return new SessionAnalysis.Suppressed(work.span(node).key(), why.rule().id(), by.key());
  }

  private static @Nullable SpanKey key(Work work, int node) {
    return node < 0 ? null : work.span(node).key();
  }
}
