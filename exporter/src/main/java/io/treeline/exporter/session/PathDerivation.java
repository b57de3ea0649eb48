package io.treeline.exporter.session;

import io.treeline.exporter.model.PathSource;
import io.treeline.exporter.model.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The path of every span: the one it was sent with, else its parent's path and its own segment, see
 * {@link Segments}. A segment equal to the last one is not repeated, so that chains of wrappers and
 * an MCP call inside the tool of the same name are one place.
 *
 * <p>A derived path stops growing at {@link #MAX_DEPTH} segments or {@link #MAX_LENGTH} characters:
 * deeper spans stay at the last place that fits.
 */
public final class PathDerivation {

  static final int MAX_DEPTH = 64;
  static final int MAX_LENGTH = 2048;

  private PathDerivation() {}

  /** Paths by node of the forest. */
  public static List<SpanPath> derive(SpanForest forest) {
    List<SpanPath> paths = new ArrayList<>(forest.size());
    for (int node = 0; node < forest.size(); node++) {
      int parent = forest.parent(node);
      paths.add(pathOf(forest.span(node), parent < 0 ? SpanPath.ROOT : paths.get(parent)));
    }
    return List.copyOf(paths);
  }

  private static SpanPath pathOf(Span span, SpanPath parent) {
    String given = span.session().path();
    if (given != null) {
      return new SpanPath(given, PathSource.GIVEN);
    }
    return new SpanPath(append(parent.path(), Segments.of(span)), PathSource.DERIVED);
  }

  private static String append(String path, @Nullable String segment) {
    if (segment == null || path.endsWith("/" + segment)) {
      return path;
    }
    String longer = path.equals("/") ? path + segment : path + "/" + segment;
    boolean fits =
        longer.length() <= MAX_LENGTH && longer.chars().filter(c -> c == '/').count() <= MAX_DEPTH;
    return fits ? longer : path;
  }
}
