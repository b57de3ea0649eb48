package io.treeline.exporter.query;

import io.treeline.exporter.model.PlaceMeasures;
import io.treeline.exporter.model.PlaceStep;
import io.treeline.exporter.query.DecisionTree.Node;
import io.treeline.exporter.query.DecisionTree.Rest;
import io.treeline.exporter.store.DecisionQuery;
import io.treeline.exporter.store.DecisionRows;
import io.treeline.exporter.store.OutcomeStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers {@link DecisionTreeRequest}s. */
final class DecisionTrees {

  static final String ROOT = "/";
  static final int MOST_PLACES = 5_000;

  private static final int DEFAULT_BRANCHES = 12;
  private static final int MOST_BRANCHES = 100;
  private static final int DEFAULT_PLACES = 500;

  private final Map<String, List<PlaceMeasures>> branches = new HashMap<>();
  private final Map<String, List<PlaceStep>> steps = new HashMap<>();
  private final int mostBranches;
  private final int mostPlaces;

  private DecisionTrees(DecisionRows rows, int mostBranches, int mostPlaces) {
    this.mostBranches = mostBranches;
    this.mostPlaces = mostPlaces;
    for (PlaceMeasures place : rows.places()) {
      if (!place.path().equals(ROOT)) {
        branches.computeIfAbsent(above(place.path()), path -> new ArrayList<>()).add(place);
      }
    }
    branches
        .values()
        .forEach(
            list ->
                list.sort(
                    Comparator.comparingLong(PlaceMeasures::sessions)
                        .thenComparingLong(PlaceMeasures::visits)
                        .reversed()
                        .thenComparing(PlaceMeasures::path)));
    for (PlaceStep step : rows.steps()) {
      steps.computeIfAbsent(step.path(), path -> new ArrayList<>()).add(step);
    }
  }

  static DecisionTree answer(OutcomeStore store, DecisionTreeRequest request) {
    int mostBranches = number("branches", request.branches(), DEFAULT_BRANCHES, MOST_BRANCHES);
    int mostPlaces = FilterParser.limit(request.limit(), DEFAULT_PLACES, MOST_PLACES);
    DecisionRows rows =
        store.decisions(new DecisionQuery(FilterParser.parse(request.filter()), MOST_PLACES, 0));
    PlaceMeasures root = root(rows);
    if (root == null) {
      return new DecisionTree(rows.sessions(), 0, 0, rows.pending(), List.of(), 0);
    }
    List<Node> nodes = new DecisionTrees(rows, mostBranches, mostPlaces).nodes(root);
    long named = nodes.stream().mapToLong(node -> 1 + node.rest().size()).sum();
    return new DecisionTree(
        rows.sessions(),
        root.sessions(),
        root.succeeded(),
        rows.pending(),
        nodes,
        Math.max(0, rows.places().size() + rows.morePlaces() - named));
  }

  /** The sessions themselves; null when none is known. */
  static @Nullable PlaceMeasures root(DecisionRows rows) {
    return rows.places().stream().filter(p -> p.path().equals(ROOT)).findFirst().orElse(null);
  }

  static String above(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? ROOT : path.substring(0, slash);
  }

  private record Open(PlaceMeasures place, int depth, long parentSessions) {}

  private List<Node> nodes(PlaceMeasures root) {
    List<Node> nodes = new ArrayList<>();
    Deque<Open> open = new ArrayDeque<>();
    open.push(new Open(root, 0, root.sessions()));
    int room = mostPlaces - 1;
    while (!open.isEmpty()) {
      Open next = open.pop();
      List<PlaceMeasures> below = branches.getOrDefault(next.place().path(), List.of());
      int shown = Math.min(below.size(), Math.min(mostBranches, Math.max(0, room)));
      room -= shown;
      nodes.add(
          new Node(
              next.place(),
              next.depth(),
              next.parentSessions(),
              below.subList(shown, below.size()).stream()
                  .map(place -> new Rest(place.path(), place.sessions()))
                  .toList(),
              steps.getOrDefault(next.place().path(), List.of())));
      for (int i = shown - 1; i >= 0; i--) {
        open.push(new Open(below.get(i), next.depth() + 1, next.place().sessions()));
      }
    }
    return nodes;
  }

  private static int number(String name, @Nullable String text, int otherwise, int most) {
    try {
      return FilterParser.limit(text, otherwise, most);
    } catch (QueryException e) {
      throw QueryException.invalid("%s must be 1 to %d: was %s".formatted(name, most, text));
    }
  }
}
