package io.treeline.exporter.compare;

import io.treeline.exporter.compare.Cohort.Branch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Two sets of sessions, A and B, side by side. Every change is B's less A's.
 *
 * @param branches every place either went through; those with a significant change first, of these
 *     and of the others by the size of their cost change, then by path
 * @param success the share of sessions that did not end in error
 * @param cost cost of single sessions
 * @param costChange change of the mean cost of a session; the branches' own changes and {@code
 *     elsewhere} add up to it to the last digit; null when a set is empty
 * @param elsewhere the part of it that none of the branches has
 * @param comparisons how many tests were made, which is what they are corrected for
 */
public record CohortComparison(
    List<Change> branches,
    Test success,
    Test cost,
    @Nullable CostSplit costChange,
    @Nullable BigDecimal elsewhere,
    int comparisons) {

  /** Share of false discoveries among those called significant that is put up with. */
  public static final double LEVEL = 0.05;

  public CohortComparison {
    branches = List.copyOf(branches);
  }

  /** Which of the two went there. */
  public enum Presence {
    BOTH,
    /** Only B. */
    GAINED,
    /** Only A. */
    LOST
  }

  /**
   * A comparison.
   *
   * @param p how likely so large a difference is by chance; null when there is too little to tell
   * @param q the same after correction for all comparisons; null likewise
   * @param significant whether {@code q} is at most {@link #LEVEL}
   * @param greater of costs, how likely one of B is greater than one of A; null of others
   */
  public record Test(
      @Nullable Double p, @Nullable Double q, boolean significant, @Nullable Double greater) {}

  /**
   * One place in both.
   *
   * @param path full path
   * @param presence which of the two went there
   * @param a A's numbers; null when lost or gained accordingly
   * @param b B's numbers
   * @param share whether the share of sessions that went there differs
   * @param errors whether the share of those in which a visit failed differs
   * @param success whether the share of those that did not end in error differs
   * @param cost whether what those spent there differs
   * @param costChange its own part of the change of a session's mean cost
   */
  public record Change(
      String path,
      Presence presence,
      @Nullable Branch a,
      @Nullable Branch b,
      Test share,
      Test errors,
      Test success,
      Test cost,
      @Nullable CostSplit costChange) {

    /** Whether anything about it is significant. */
    public boolean significant() {
      return share.significant()
          || errors.significant()
          || success.significant()
          || cost.significant();
    }
  }

  /** Compares two sets. */
  public static CohortComparison of(Cohort a, Cohort b) {
    Map<String, @Nullable Branch[]> pairs = new TreeMap<>();
    a.branches().forEach(branch -> pair(pairs, branch)[0] = branch);
    b.branches().forEach(branch -> pair(pairs, branch)[1] = branch);
    Tests tests = new Tests();
    tests.shares(a.succeeded(), a.sessions(), b.succeeded(), b.sessions());
    tests.ranks(a.costs(), b.costs());
    for (@Nullable Branch[] pair : pairs.values()) {
      tests.of(a, b, pair[0], pair[1]);
    }
    tests.correct();
    Test success = tests.next();
    Test cost = tests.next();
    List<Change> changes = new ArrayList<>();
    pairs.forEach((path, pair) -> changes.add(change(a, b, path, pair, tests)));
    changes.sort(
        Comparator.comparing(Change::significant)
            .thenComparing(change -> size(change.costChange()))
            .reversed()
            .thenComparing(Change::path));
    CostSplit total = total(a, b);
    return new CohortComparison(
        changes,
        success,
        cost,
        total == null ? null : total.splitAs(changes, rootChange(a, b)),
        total == null ? null : total.elsewhere(changes),
        tests.made());
  }

  private static @Nullable Branch[] pair(Map<String, @Nullable Branch[]> pairs, Branch branch) {
    return pairs.computeIfAbsent(branch.path(), path -> new @Nullable Branch[2]);
  }

  private static Change change(
      Cohort a, Cohort b, String path, @Nullable Branch[] pair, Tests tests) {
    Branch inA = pair[0];
    Branch inB = pair[1];
    Presence presence = inA == null ? Presence.GAINED : inB == null ? Presence.LOST : Presence.BOTH;
    CostSplit split =
        a.sessions() == 0 || b.sessions() == 0
            ? null
            : CostSplit.of(
                inA == null ? 0 : inA.visits(),
                inA == null ? null : inA.selfUsd(),
                a.sessions(),
                inB == null ? 0 : inB.visits(),
                inB == null ? null : inB.selfUsd(),
                b.sessions());
    return new Change(
        path, presence, inA, inB, tests.next(), tests.next(), tests.next(), tests.next(), split);
  }

  private static @Nullable CostSplit total(Cohort a, Cohort b) {
    return a.sessions() == 0 || b.sessions() == 0
        ? null
        : CostSplit.of(
            a.sessions(), a.costUsd(), a.sessions(), b.sessions(), b.costUsd(), b.sessions());
  }

  private static CostSplit rootChange(Cohort a, Cohort b) {
    return CostSplit.of(
        a.sessions(), a.rootCostUsd(), a.sessions(), b.sessions(), b.rootCostUsd(), b.sessions());
  }

  private static BigDecimal size(@Nullable CostSplit split) {
    return split == null ? BigDecimal.ZERO : split.change().abs();
  }
}
