package io.treeline.exporter.compare;

import io.treeline.exporter.compare.Cohort.Branch;
import io.treeline.exporter.compare.CohortComparison.Test;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All tests of a comparison, corrected together. First they are made, then read in that order. */
final class Tests {

  private final List<@Nullable Double> ps = new ArrayList<>();
  private final List<@Nullable Double> greater = new ArrayList<>();
  private double[] qs = {};
  private int read;

  /** The four of a place. */
  void of(Cohort a, Cohort b, @Nullable Branch inA, @Nullable Branch inB) {
    long throughA = inA == null ? 0 : inA.sessions();
    long throughB = inB == null ? 0 : inB.sessions();
    shares(throughA, a.sessions(), throughB, b.sessions());
    if (inA == null || inB == null) {
      none();
      none();
      none();
      return;
    }
    boolean failed = inA.failedSessions() + inB.failedSessions() > 0;
    if (failed) {
      shares(inA.failedSessions(), throughA, inB.failedSessions(), throughB);
    } else {
      none();
    }
    shares(inA.succeeded(), throughA, inB.succeeded(), throughB);
    ranks(inA.costs(), inB.costs());
  }

  void shares(long hitsA, long allA, long hitsB, long allB) {
    ps.add(Chance.ofShares(hitsA, allA, hitsB, allB));
    greater.add(null);
  }

  void ranks(List<Double> a, List<Double> b) {
    Chance.Ranked ranked = Chance.ofRanks(a, b);
    ps.add(ranked == null ? null : (Double) ranked.p());
    greater.add(ranked == null ? null : (Double) ranked.greater());
  }

  void correct() {
    qs = Chance.corrected(ps.stream().mapToDouble(p -> p == null ? Double.NaN : p).toArray());
  }

  Test next() {
    int i = read++;
    Double p = ps.get(i);
    return p == null
        ? new Test(null, null, false, null)
        : new Test(p, qs[i], qs[i] <= CohortComparison.LEVEL, greater.get(i));
  }

  int made() {
    return (int) ps.stream().filter(java.util.Objects::nonNull).count();
  }

  private void none() {
    ps.add(null);
    greater.add(null);
  }
}
