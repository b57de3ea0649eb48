package io.treeline.exporter.store;

import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.session.PathDerivation;
import io.treeline.exporter.session.SpanForest;
import io.treeline.exporter.session.SpanPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Paths as the path tree has them. */
public final class Paths {

  public static final DerivePaths DERIVED =
      spans -> {
        SpanForest forest = SpanForest.of(spans);
        List<SpanPath> paths = PathDerivation.derive(forest);
        Map<SpanKey, String> byKey = new HashMap<>();
        for (int node = 0; node < forest.size(); node++) {
          byKey.put(forest.span(node).key(), paths.get(node).path());
        }
        return byKey;
      };

  private Paths() {}
}
