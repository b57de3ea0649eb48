package io.treeline.exporter.query;

import io.treeline.exporter.compare.Cohort;
import io.treeline.exporter.compare.CohortComparison;
import io.treeline.exporter.model.PlaceMeasures;
import org.jspecify.annotations.Nullable;

/**
 * Two sets of sessions and what is different between them.
 *
 * @param a one
 * @param b the other
 * @param comparison what is different
 */
public record Cohorts(Set a, Set b, CohortComparison comparison) {

  /**
   * A set.
   *
   * @param sessions how many were chosen
   * @param pending how many of them were not analysed since they changed
   * @param morePlaces how many of its rarest places are left out
   * @param all numbers of the sessions themselves; null when none is known
   * @param cohort what was compared
   */
  public record Set(
      long sessions, long pending, long morePlaces, @Nullable PlaceMeasures all, Cohort cohort) {}
}
