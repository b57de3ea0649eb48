package io.treeline.exporter.query;

import io.treeline.exporter.model.PlaceMeasures;
import io.treeline.exporter.model.PlaceStep;
import java.util.List;

/**
 * What many sessions did, as one tree of places.
 *
 * @param sessions how many were chosen
 * @param known how many of them were analysed at least once: shares are of these
 * @param succeeded how many of the known did not end in error
 * @param pending how many were not analysed since they changed
 * @param nodes each before its branches, those first that most sessions took; the first is {@code
 *     /}, the sessions themselves; empty when none is known
 * @param morePlaces places that are not shown, here or in a branch's {@code rest}
 */
public record DecisionTree(
    long sessions, long known, long succeeded, long pending, List<Node> nodes, long morePlaces) {

  public DecisionTree {
    nodes = List.copyOf(nodes);
  }

  /**
   * A place.
   *
   * @param place its numbers
   * @param depth 0 of {@code /}
   * @param parentSessions sessions that went through the place above
   * @param rest branches that are not shown, those of most sessions first
   * @param next what came next under it
   */
  public record Node(
      PlaceMeasures place, int depth, long parentSessions, List<Rest> rest, List<PlaceStep> next) {
    public Node {
      rest = List.copyOf(rest);
      next = List.copyOf(next);
    }

    /** Last part of the path; {@code /} for the sessions themselves. */
    public String label() {
      String path = place.path();
      return path.equals("/") ? path : path.substring(path.lastIndexOf('/') + 1);
    }
  }

  /** A branch that is not shown. */
  public record Rest(String path, long sessions) {}
}
