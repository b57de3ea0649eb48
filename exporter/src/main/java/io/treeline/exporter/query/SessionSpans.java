package io.treeline.exporter.query;

import io.treeline.exporter.analysis.Standing;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.session.PathDerivation;
import io.treeline.exporter.session.SpanForest;
import io.treeline.exporter.session.SpanPath;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the spans of a session are to each other: places and standings, by node of the forest. */
record SessionSpans(
    String sessionId, SpanForest forest, List<SpanPath> paths, List<Standing> standings) {

  static SessionSpans of(String sessionId, Collection<Span> spans) {
    SpanForest forest = SpanForest.of(spans);
    List<SpanPath> paths = PathDerivation.derive(forest);
    return new SessionSpans(sessionId, forest, paths, Standing.of(forest, paths));
  }

  SpanSummary summary(int node) {
    return summary(node, forest.span(node));
  }

  /** Of the same span, with content. */
  SpanSummary summary(int node, Span span) {
    return SpanFacts.summary(span, sessionId, paths.get(node), standings.get(node));
  }

  Map<SpanKey, Integer> index() {
    Map<SpanKey, Integer> index = new HashMap<>();
    for (int node = 0; node < forest.size(); node++) {
      index.put(forest.span(node).key(), node);
    }
    return index;
  }
}
