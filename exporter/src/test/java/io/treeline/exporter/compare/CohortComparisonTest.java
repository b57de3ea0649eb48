package io.treeline.exporter.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.treeline.exporter.compare.Cohort.Branch;
import io.treeline.exporter.compare.CohortComparison.Change;
import io.treeline.exporter.compare.CohortComparison.Presence;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two sets of sessions: gained, lost, shifted, and what that costs. */
class CohortComparisonTest {

  @Test
  void branches_ofOneSetOnly_areGainedOrLost() {
    Cohort a = cohort(100, "1", branch("/a", 100, 100, "1"), branch("/old", 40, 40, null));
    Cohort b = cohort(100, "1", branch("/a", 100, 100, "1"), branch("/new", 2, 2, null));

    CohortComparison comparison = CohortComparison.of(a, b);

    assertThat(comparison.branches())
        .extracting(Change::path, Change::presence, Change::significant)
        .containsExactly(
            tuple("/old", Presence.LOST, true),
            tuple("/a", Presence.BOTH, false),
            tuple("/new", Presence.GAINED, false));
  }

  @Test
  void costChange_isSplitIntoMoreAndDearerVisitsThatAddUp() {
    // 2 visits of $0.5 a session become 3 of $1: of $2 more, $0.75 for the visit, $1.25 for the
    // price.
    Cohort a = cohort(10, "10", branch("/a", 10, 20, "10"));
    Cohort b = cohort(10, "30", branch("/a", 10, 30, "30"));

    CohortComparison comparison = CohortComparison.of(a, b);

    CostSplit expected =
        new CostSplit(new BigDecimal("2"), new BigDecimal("0.75"), new BigDecimal("1.25"));
    assertThat(comparison.branches().get(0).costChange()).isEqualTo(expected);
    assertThat(comparison.costChange()).isEqualTo(expected);
    assertThat(comparison.elsewhere()).isEqualTo(BigDecimal.ZERO);
  }

  @Test
  void costChange_thirds_addUpToTheLastDigit() {
    Cohort a = cohort(3, "1", branch("/a", 3, 7, "0.4"), branch("/b", 1, 1, "0.6"));
    Cohort b = cohort(7, "2", branch("/a", 7, 9, "1.1"), branch("/c", 2, 3, "0.2"));

    CohortComparison comparison = CohortComparison.of(a, b);

    BigDecimal sum = comparison.elsewhere();
    for (Change change : comparison.branches()) {
      CostSplit split = change.costChange();
      assertThat(split.moreVisits().add(split.dearerVisits())).isEqualByComparingTo(split.change());
      sum = sum.add(split.change());
    }
    assertThat(sum).isEqualByComparingTo(comparison.costChange().change());
    assertThat(comparison.costChange().change()).isEqualTo(new BigDecimal("-0.047619047619047619"));
  }

  @Test
  void costChange_ofAGainedBranch_isAllMoreVisits() {
    Cohort a = cohort(10, "1");
    Cohort b = cohort(10, "6", branch("/new", 10, 10, "5"));

    assertThat(CohortComparison.of(a, b).branches().get(0).costChange())
        .isEqualTo(new CostSplit(new BigDecimal("0.5"), new BigDecimal("0.5"), BigDecimal.ZERO));
  }

  @Test
  void tests_ofCosts_needEightSessionsOfEither() {
    Branch few = priced("/a", Collections.nCopies(7, 1.0));
    Branch many = priced("/a", Collections.nCopies(8, 2.0));

    Change unknown =
        CohortComparison.of(cohort(50, "1", few), cohort(50, "1", many)).branches().get(0);
    Change known =
        CohortComparison.of(
                cohort(50, "1", priced("/a", Collections.nCopies(8, 1.0))), cohort(50, "1", many))
            .branches()
            .get(0);

    assertThat(unknown.cost().p()).isNull();
    assertThat(unknown.cost().significant()).isFalse();
    assertThat(known.cost().significant()).isTrue();
    assertThat(known.cost().greater()).isEqualTo(1);
  }

  @Test
  void of_emptySet_knowsNoChangeOfCost() {
    CohortComparison comparison =
        CohortComparison.of(
            new Cohort(0, 0, null, List.of(), List.of(), null),
            cohort(5, "1", branch("/a", 5, 5, "1")));

    assertThat(comparison.costChange()).isNull();
    assertThat(comparison.comparisons()).isZero();
    assertThat(comparison.branches())
        .extracting(Change::presence, Change::costChange)
        .containsExactly(tuple(Presence.GAINED, null));
  }

  private static Cohort cohort(long sessions, String usd, Branch... branches) {
    return new Cohort(sessions, sessions, new BigDecimal(usd), List.of(), List.of(branches), null);
  }

  private static Branch branch(String path, long sessions, long visits, String usd) {
    BigDecimal cost = usd == null ? null : new BigDecimal(usd);
    return new Branch(path, null, sessions, sessions, 0, visits, 0, cost, cost, null, List.of());
  }

  private static Branch priced(String path, List<Double> costs) {
    return new Branch(
        path, null, costs.size(), costs.size(), 0, costs.size(), 0, null, null, null, costs);
  }
}
