package io.treeline.exporter.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against numbers that statistics books and tables give. */
class ChanceTest {

  @ParameterizedTest
  @CsvSource({
    // Fisher's tea: three of four right by chance.
    "3, 4, 1, 4, 0.485714",
    "4, 4, 0, 4, 0.028571",
    "1, 10, 11, 14, 0.002759",
    "0, 5, 0, 5, 1",
    "10, 100, 10, 100, 1"
  })
  void ofShares_fewObservations_isFishers(
      long hits1, long all1, long hits2, long all2, double expected) {
    assertThat(Chance.ofShares(hits1, all1, hits2, all2)).isCloseTo(expected, within(1e-6));
  }

  @Test
  void ofShares_manyObservations_isThatOfTwoProportions() {
    // 5,200 and 5,000 of 20,000 each: z is 2.2943.
    assertThat(Chance.ofShares(5_000, 20_000, 5_200, 20_000)).isCloseTo(0.021773, within(1e-5));
    assertThat(Chance.ofShares(0, 20_000, 0, 20_000)).isEqualTo(1);
  }

  @Test
  void ofShares_emptySet_isUnknown() {
    assertThat(Chance.ofShares(0, 0, 1, 2)).isNull();
  }

  @Test
  void ofRanks_allGreater_isRareAndCertain() {
    List<Double> low = values(1, 10);
    List<Double> high = values(11, 20);

    Chance.Ranked ranked = Chance.ofRanks(low, high);

    // U is 100 of 100; z is (50 - 0.5) / sqrt(175).
    assertThat(ranked.p()).isCloseTo(0.000182672, within(1e-8));
    assertThat(ranked.greater()).isEqualTo(1);
  }

  @Test
  void ofRanks_sameValues_isNoDifference() {
    Chance.Ranked ranked =
        Chance.ofRanks(Collections.nCopies(9, 2.0), Collections.nCopies(12, 2.0));

    assertThat(ranked).isEqualTo(new Chance.Ranked(1, 0.5));
  }

  @Test
  void ofRanks_tooFew_isUnknown() {
    assertThat(Chance.ofRanks(values(1, 7), values(1, 50))).isNull();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1.959964, 0.05", "-2.575829, 0.01", "5, 5.733e-7", "8, 1.244e-15"})
  void twoSided_isThatOfTheNormalDistribution(double z, double expected) {
    assertThat(Chance.twoSided(z)).isCloseTo(expected, within(expected * 1e-3));
  }

  @Test
  void corrected_isBenjaminiAndHochbergs() {
    double[] qs = Chance.corrected(new double[] {0.01, Double.NaN, 0.04, 0.03, 0.005});

    assertThat(qs[0]).isCloseTo(0.02, within(1e-12));
    assertThat(qs[1]).isNaN();
    assertThat(qs[2]).isCloseTo(0.04, within(1e-12));
    assertThat(qs[3]).isCloseTo(0.04, within(1e-12));
    assertThat(qs[4]).isCloseTo(0.02, within(1e-12));
  }

  private static List<Double> values(int from, int to) {
    return DoubleStream.iterate(from, value -> value <= to, value -> value + 1).boxed().toList();
  }
}
