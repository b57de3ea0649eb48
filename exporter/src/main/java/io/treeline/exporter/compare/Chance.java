package io.treeline.exporter.compare;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How likely a difference at least as large is by chance alone. All tests are two-sided. */
final class Chance {

  /** Up to so many observations in a table Fisher's test is used, beyond it the normal one. */
  static final long MOST_EXACT = 20_000;

  /** With fewer in either set, ranks tell nothing that could be called significant. */
  static final int FEWEST_RANKED = 8;

  // Tables as likely as the one seen count as at least as extreme, whatever rounding does.
  private static final double SAME = 1 + 1e-7;
  private static final double FAR = 6;

  /**
   * Outcome of a comparison by ranks.
   *
   * @param p how likely by chance
   * @param greater chance that a value of the second set is greater than one of the first, ties
   *     counting half
   */
  record Ranked(double p, double greater) {}

  private Chance() {}

  /**
   * Whether two shares differ: so many hits among all, in either set.
   *
   * @return null when a set is empty
   */
  static @Nullable Double ofShares(long hits1, long all1, long hits2, long all2) {
    if (all1 == 0 || all2 == 0) {
      return null;
    }
    return all1 + all2 <= MOST_EXACT
        ? fisher((int) hits1, (int) all1, (int) hits2, (int) all2)
        : twoProportions(hits1, all1, hits2, all2);
  }

  /** Fisher's exact test: tables that are no likelier than the one seen, the margins given. */
  private static double fisher(int hits1, int all1, int hits2, int all2) {
    int hits = hits1 + hits2;
    int all = all1 + all2;
    double[] logFactorial = new double[all + 1];
    for (int i = 2; i <= all; i++) {
      logFactorial[i] = logFactorial[i - 1] + Math.log(i);
    }
    int least = Math.max(0, hits - all2);
    int most = Math.min(hits, all1);
    double[] likely = new double[most - least + 1];
    for (int k = least; k <= most; k++) {
      likely[k - least] =
          Math.exp(
              choose(logFactorial, all1, k)
                  + choose(logFactorial, all2, hits - k)
                  - choose(logFactorial, all, hits));
    }
    double seen = likely[hits1 - least] * SAME;
    return Math.min(1, Arrays.stream(likely).filter(p -> p <= seen).sum());
  }

  private static double choose(double[] logFactorial, int n, int k) {
    return logFactorial[n] - logFactorial[k] - logFactorial[n - k];
  }

  /** The test with the pooled share. */
  private static double twoProportions(long hits1, long all1, long hits2, long all2) {
    double pooled = (double) (hits1 + hits2) / (all1 + all2);
    double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / all1 + 1.0 / all2));
    if (error == 0) {
      return 1;
    }
    return twoSided(((double) hits2 / all2 - (double) hits1 / all1) / error);
  }

  /**
   * Mann and Whitney's test, normal with corrections for ties and continuity.
   *
   * @return null when either set has fewer than {@link #FEWEST_RANKED}
   */
  static @Nullable Ranked ofRanks(List<Double> first, List<Double> second) {
    int n1 = first.size();
    int n2 = second.size();
    if (n1 < FEWEST_RANKED || n2 < FEWEST_RANKED) {
      return null;
    }
    double[] values = new double[n1 + n2];
    for (int i = 0; i < values.length; i++) {
      values[i] = i < n1 ? first.get(i) : second.get(i - n1);
    }
    Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> values[i]));
    double rankSum = 0;
    double ties = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      double rank = (from + 1 + to) / 2.0;
      for (int i = from; i < to; i++) {
        rankSum += order[i] >= n1 ? rank : 0;
      }
      double same = to - from;
      ties += same * same * same - same;
      from = to;
    }
    double u = rankSum - n2 * (n2 + 1) / 2.0;
    double pairs = (double) n1 * n2;
    double n = (double) n1 + n2;
    double variance = pairs / 12 * (n + 1 - ties / (n * (n - 1)));
    double distance = Math.max(0, Math.abs(u - pairs / 2) - 0.5);
    double p = variance <= 0 ? 1 : twoSided(distance / Math.sqrt(variance));
    return new Ranked(p, u / pairs);
  }

  /** Chance of a standard normal value at least as far from 0. */
  static double twoSided(double z) {
    return Math.min(1, 2 * above(Math.abs(z)));
  }

  private static double above(double z) {
    double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    if (z > FAR) {
      // Further out the sum below loses all digits; the continued fraction gains them.
      double fraction = z;
      for (int k = 60; k >= 1; k--) {
        fraction = z + k / fraction;
      }
      return density / fraction;
    }
    double term = z;
    double sum = z;
    for (int k = 3; term > 1e-18 * sum; k += 2) {
      term *= z * z / k;
      sum += term;
    }
    return 0.5 - density * sum;
  }

  /**
   * Benjamini and Hochberg's correction for many comparisons: the smallest share of false
   * discoveries at which each would be called one.
   *
   * @param ps chances; NaN stands for no comparison and stays
   */
  static double[] corrected(double[] ps) {
    Integer[] order =
        IntStream.range(0, ps.length)
            .filter(i -> !Double.isNaN(ps[i]))
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> ps[i]))
            .toArray(Integer[]::new);
    double[] qs = new double[ps.length];
    Arrays.fill(qs, Double.NaN);
    double least = 1;
    for (int rank = order.length; rank >= 1; rank--) {
      least = Math.min(least, ps[order[rank - 1]] * order.length / rank);
      qs[order[rank - 1]] = least;
    }
    return qs;
  }
}
