package io.treeline.exporter.analysis;

import io.treeline.exporter.session.SpanPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The places of a session's path tree by number, in the order of their paths: paths are long and
 * alike, and many questions are asked of each.
 */
final class Places {

  static final String ROOT = "/";

  private final String[] paths;
  private final int[] above;
  private final int[] depth;
  private final int[] of;
  private final int root;

  private Places(String[] paths, int[] above, int[] of, int root) {
    this.paths = paths;
    this.above = above;
    this.of = of;
    this.root = root;
    this.depth = new int[paths.length];
    for (int place = 0; place < paths.length; place++) {
      int steps = 0;
      for (int at = place; above[at] >= 0; at = above[at]) {
        steps++;
      }
      depth[place] = steps;
    }
  }

  /**
   * The places that spans are at, and all above those.
   *
   * @param paths by node
   */
  static Places of(List<SpanPath> paths) {
    Map<String, Integer> numbers = new HashMap<>();
    List<String> found = new ArrayList<>();
    numbers.put(ROOT, 0);
    found.add(ROOT);
    int[] first = new int[paths.size()];
    for (int node = 0; node < first.length; node++) {
      first[node] = number(paths.get(node).path(), numbers, found);
    }
    String[] sorted = found.toArray(new String[0]);
    Arrays.sort(sorted);
    for (int place = 0; place < sorted.length; place++) {
      numbers.put(sorted[place], place);
    }
    int[] above = new int[sorted.length];
    for (int place = 0; place < sorted.length; place++) {
      String path = sorted[place];
      above[place] = path.equals(ROOT) ? -1 : numbers.getOrDefault(above(path), -1);
    }
    int[] of = new int[first.length];
    for (int node = 0; node < of.length; node++) {
      of[node] = numbers.getOrDefault(found.get(first[node]), 0);
    }
    return new Places(sorted, above, of, numbers.getOrDefault(ROOT, 0));
  }

  private static int number(String path, Map<String, Integer> numbers, List<String> found) {
    Integer known = numbers.get(path);
    if (known != null) {
      return known;
    }
    int number = found.size();
    for (String at = path; !numbers.containsKey(at); at = above(at)) {
      numbers.put(at, found.size());
      found.add(at);
    }
    return number;
  }

  private static String above(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? ROOT : path.substring(0, slash);
  }

  int size() {
    return paths.length;
  }

  int root() {
    return root;
  }

  String path(int place) {
    return paths[place];
  }

  /** The place above; -1 above {@code /}. */
  int above(int place) {
    return above[place];
  }

  /** Where a node is. */
  int of(int node) {
    return of[node];
  }

  /** Whether a place is another one or below it. */
  boolean isWithin(int place, int other) {
    int at = place;
    while (depth[at] > depth[other]) {
      at = above[at];
    }
    return at == other;
  }
}
