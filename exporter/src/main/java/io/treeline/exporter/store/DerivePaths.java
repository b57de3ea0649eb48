package io.treeline.exporter.store;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import java.util.List;
import java.util.Map;

/** Works out where in the path tree the spans of one session are. */
@FunctionalInterface
public interface DerivePaths {

  /**
   * Path of each span.
   *
   * @param spans all spans of a session, without content; attributes only where the path may depend
   *     on them
   */
  Map<SpanKey, String> of(List<Span> spans);
}
