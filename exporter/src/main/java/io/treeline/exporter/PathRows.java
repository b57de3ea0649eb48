package io.treeline.exporter;

import io.treeline.exporter.analysis.Decisions;
import io.treeline.exporter.analysis.Finding;
import io.treeline.exporter.analysis.VisitedPlace;
import io.treeline.exporter.model.PlaceUsage;
import io.treeline.exporter.model.Totals;
import io.treeline.exporter.store.SessionPaths;

/** What the analysis found a session did where, as the store keeps it. */
final class PathRows {

  private PathRows() {}

  static SessionPaths of(Decisions decisions) {
    return new SessionPaths(
        decisions.places().stream().map(PathRows::place).toList(),
        decisions.steps().stream()
            .map(step -> new SessionPaths.Step(step.path(), step.from(), step.to(), step.times()))
            .toList(),
        decisions.findings().stream().map(PathRows::finding).toList());
  }

  private static SessionPaths.Place place(VisitedPlace place) {
    return new SessionPaths.Place(
        place.path(),
        place.kind(),
        place.visits(),
        place.failed(),
        place.recovered(),
        place.visitNanos(),
        place.criticalNanos(),
        usage(place.self()),
        usage(place.subtree()),
        place.subtree().llmCalls(),
        place.subtree().toolCalls(),
        place.subtree().unpricedCalls(),
        place.subtree().estimatedCalls(),
        place.longest());
  }

  private static SessionPaths.Finding finding(Finding finding) {
    return new SessionPaths.Finding(
        finding.kind().name(),
        finding.path(),
        finding.subject(),
        finding.span(),
        finding.times(),
        finding.spend().nanos(),
        new PlaceUsage(
            finding.spend().inputTokens(),
            finding.spend().outputTokens(),
            finding.spend().costUsd()));
  }

  private static PlaceUsage usage(Totals totals) {
    return new PlaceUsage(totals.tokens().input(), totals.tokens().output(), totals.costUsd());
  }
}
