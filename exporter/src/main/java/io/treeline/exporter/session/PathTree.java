package io.treeline.exporter.session;

import io.treeline.exporter.model.PathSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The places of a session, with numbers. Places on the way to a deeper one are there even when no
 * span is directly at them; {@code /} is there only when a span is at it.
 *
 * @param nodes each node before its children, children by first start; flat as {@link SpanTree} is
 */
public record PathTree(List<PathNode> nodes) {

  public PathTree {
    nodes = List.copyOf(nodes);
  }

  /**
   * Builds the tree.
   *
   * @param paths by node of the forest
   */
  public static PathTree of(SpanForest forest, List<SpanPath> paths) {
    return of(forest, paths, UsageLayers.of(forest));
  }

  /** As {@link #of(SpanForest, List)}, where the layers are known already. */
  public static PathTree of(SpanForest forest, List<SpanPath> paths, UsageLayers layers) {
    List<Place> places = places(forest, paths, layers);
    // Parents were made before their children: backwards meets children first.
    for (int i = places.size() - 1; i >= 0; i--) {
      places.get(i).close();
    }
    places.sort(Comparator.comparingLong((Place p) -> p.start).thenComparing(p -> p.path));
    for (int i = 0; i < places.size(); i++) {
      places.get(i).index = i;
    }
    int[] parents =
        places.stream().mapToInt(place -> place.parent == null ? -1 : place.parent.index).toArray();
    Preorder preorder = new Preorder(parents);
    return new PathTree(
        IntStream.range(0, parents.length)
            .mapToObj(i -> places.get(preorder.order[i]).node(preorder.depth[i]))
            .toList());
  }

  private static List<Place> places(SpanForest forest, List<SpanPath> paths, UsageLayers layers) {
    boolean[] childInError = SpanTree.childInError(forest);
    Map<String, Place> byPath = new HashMap<>();
    List<Place> places = new ArrayList<>();
    boolean rooted = paths.stream().anyMatch(path -> path.path().equals("/"));
    if (rooted) {
      places.add(byPath.computeIfAbsent("/", path -> new Place(path, null)));
    }
    // Spans by start, so that the keys of a place come in that order.
    for (int position = 0; position < forest.size(); position++) {
      int node = forest.byStart(position);
      SpanPath path = paths.get(node);
      Place place = place(path.path(), byPath, places);
      place.add(forest, layers, node, childInError[node], path.source() == PathSource.GIVEN);
    }
    return places;
  }

  /** The place of a path, made with all places on the way to it where missing. */
  private static Place place(String path, Map<String, Place> byPath, List<Place> places) {
    @Nullable Place parent = byPath.get("/");
    if (path.equals("/") && parent != null) {
      return parent;
    }
    Place found = byPath.get(path);
    if (found != null) {
      return found;
    }
    int slash = 0;
    do {
      slash = path.indexOf('/', slash + 1);
      String prefix = slash < 0 ? path : path.substring(0, slash);
      Place place = byPath.get(prefix);
      if (place == null) {
        place = new Place(prefix, parent);
        byPath.put(prefix, place);
        places.add(place);
      }
      parent = place;
    } while (slash >= 0);
    return parent;
  }
}
