package io.treeline.exporter.query;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The span trees of the large sessions that were asked for last, so that the pieces of one are not
 * each computed from all of its spans. A tree is used as long as the session's numbers are what
 * they were when it was made: every span that arrives changes them. Given back when memory is
 * short.
 */
final class TreeCache {

  /** Smaller ones are computed sooner than they are worth keeping. */
  private static final int SMALLEST = 1000;

  private static final int MOST_SESSIONS = 3;

  private record Known(SessionSummary summary, List<TreeNode> nodes) {}

  private final Map<String, SoftReference<Known>> trees =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SoftReference<Known>> eldest) {
          return size() > MOST_SESSIONS;
        }
      };

  List<TreeNode> get(SessionSummary summary, Supplier<List<TreeNode>> compute) {
    Known known = find(summary.sessionId());
    if (known != null && known.summary().equals(summary)) {
      return known.nodes();
    }
    List<TreeNode> nodes = List.copyOf(compute.get());
    if (nodes.size() >= SMALLEST) {
      synchronized (trees) {
        trees.put(summary.sessionId(), new SoftReference<>(new Known(summary, nodes)));
      }
    }
    return nodes;
  }

  private @Nullable Known find(String sessionId) {
    synchronized (trees) {
      SoftReference<Known> found = trees.get(sessionId);
      return found == null ? null : found.get();
    }
  }
}
