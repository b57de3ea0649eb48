package io.treeline.exporter.query;

import io.treeline.exporter.compare.Cohort;
import io.treeline.exporter.compare.Cohort.Branch;
import io.treeline.exporter.compare.CohortComparison;
import io.treeline.exporter.model.PlaceMeasures;
import io.treeline.exporter.store.DecisionQuery;
import io.treeline.exporter.store.DecisionRows;
import io.treeline.exporter.store.OutcomeStore;
import java.util.List;

/** Answers {@link CohortRequest}s. */
final class CohortAnswers {

  private static final int MOST_PLACES = 1_000;
  private static final int SAMPLES = 1_000;

  private CohortAnswers() {}

  static Cohorts answer(OutcomeStore store, CohortRequest request) {
    Cohorts.Set a = set(store, request.a());
    Cohorts.Set b = set(store, request.b());
    return new Cohorts(a, b, CohortComparison.of(a.cohort(), b.cohort()));
  }

  private static Cohorts.Set set(OutcomeStore store, FilterRequest filter) {
    DecisionRows rows =
        store.decisions(new DecisionQuery(FilterParser.parse(filter), MOST_PLACES, SAMPLES));
    PlaceMeasures all = DecisionTrees.root(rows);
    return new Cohorts.Set(
        rows.sessions(), rows.pending(), rows.morePlaces(), all, cohort(all, rows.places()));
  }

  private static Cohort cohort(
      @org.jspecify.annotations.Nullable PlaceMeasures all, List<PlaceMeasures> places) {
    if (all == null) {
      return new Cohort(0, 0, null, List.of(), List.of(), null);
    }
    return new Cohort(
        all.sessions(),
        all.succeeded(),
        all.subtree().costUsd(),
        all.costs(),
        places.stream()
            .filter(place -> !place.path().equals(DecisionTrees.ROOT))
            .map(CohortAnswers::branch)
            .toList(),
        all.self().costUsd());
  }

  private static Branch branch(PlaceMeasures place) {
    return new Branch(
        place.path(),
        place.kind(),
        place.sessions(),
        place.succeeded(),
        place.failedSessions(),
        place.visits(),
        place.failed(),
        place.self().costUsd(),
        place.subtree().costUsd(),
        place.p50Nanos(),
        place.costs());
  }
}
