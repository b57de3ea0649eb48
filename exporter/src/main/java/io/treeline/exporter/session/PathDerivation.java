package io.treeline.exporter.session;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.PathSource;
import io.treeline.exporter.model.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The path of every span: the one it was sent with, else its parent's path and its own segment, see
 * {@link Segments}. A segment equal to the last one is not repeated, so that chains of wrappers and
 * an MCP call inside the tool of the same name are one place.
 *
 * <p>A model call without a path of its own is where the earliest plain span directly inside of it
 * says to be: Helicone's headers stand on the HTTP request that the call is made by, and speak of
 * the call.
 *
 * <p>A derived path stops growing at {@link #MAX_DEPTH} segments or {@link #MAX_LENGTH} characters:
 * deeper spans stay at the last place that fits.
 */
public final class PathDerivation {

  static final int MAX_DEPTH = 64;
  static final int MAX_LENGTH = 2048;

  private record Step(String above, @Nullable String segment) {}

  // Equal paths as one object: most spans stand where others do.
  private final Map<String, SpanPath> given = new HashMap<>();
  private final Map<Step, SpanPath> derived = new HashMap<>();

  private PathDerivation() {}

  /** Paths by node of the forest. */
  public static List<SpanPath> derive(SpanForest forest) {
    PathDerivation derivation = new PathDerivation();
    @Nullable String[] ofRequests = pathsOfRequests(forest);
    List<SpanPath> paths = new ArrayList<>(forest.size());
    for (int node = 0; node < forest.size(); node++) {
      int parent = forest.parent(node);
      SpanPath above = parent < 0 ? SpanPath.ROOT : paths.get(parent);
      String lent = ofRequests[node];
      paths.add(
          lent == null
              ? derivation.pathOf(forest.span(node), above)
              : new SpanPath(lent, PathSource.DERIVED));
    }
    return List.copyOf(paths);
  }

  /** By the node of a model call that was sent without a path: that of the request inside. */
  private static @Nullable String[] pathsOfRequests(SpanForest forest) {
    @Nullable String[] paths = new String[forest.size()];
    for (int position = 0; position < paths.length; position++) {
      int node = forest.byStart(position);
      String path = forest.span(node).session().path();
      int call = forest.parent(node);
      if (path != null
          && call >= 0
          && paths[call] == null
          && forest.span(node).operation().kind() == OperationKind.OTHER
          && forest.span(call).operation().kind().ownsUsage()
          && forest.span(call).session().path() == null) {
        paths[call] = path;
      }
    }
    return paths;
  }

  private SpanPath pathOf(Span span, SpanPath parent) {
    String path = span.session().path();
    if (path != null) {
      return given.computeIfAbsent(path, same -> new SpanPath(same, PathSource.GIVEN));
    }
    return derived.computeIfAbsent(
        new Step(parent.path(), Segments.of(span)),
        step -> new SpanPath(append(step.above(), step.segment()), PathSource.DERIVED));
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
