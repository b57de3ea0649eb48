package io.treeline.exporter.analysis;

import java.util.List;

/**
 * What one session did where, in a form that many sessions can be put together from.
 *
 * @param places by path; {@code /} is the session itself and always there
 * @param steps what came next under which place; by path, then from, then to
 * @param findings what went wrong or cost more than it should, by kind, then path, then start
 */
public record Decisions(List<VisitedPlace> places, List<PathStep> steps, List<Finding> findings) {

  public Decisions {
    places = List.copyOf(places);
    steps = List.copyOf(steps);
    findings = List.copyOf(findings);
  }
}
