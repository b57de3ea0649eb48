package io.treeline.exporter.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSetTest {

  private static TimeSet of(long... bounds) {
    TimeSet set = new TimeSet();
    for (int i = 0; i < bounds.length; i += 2) {
      set.add(bounds[i], bounds[i + 1]);
    }
    return set;
  }

  @Test
  void union_overlappingTouchingAndApart_countsEachTimeOnce() {
    assertThat(of(0, 10, 5, 15, 15, 20, 30, 40).union()).isEqualTo(30);
    assertThat(of(30, 40, 5, 15, 0, 10, 15, 20).union()).isEqualTo(30);
    assertThat(of().union()).isZero();
  }

  @Test
  void sum_overlapping_countsAsOftenAsItOverlaps() {
    assertThat(of(0, 10, 5, 15, 5, 15).sum()).isEqualTo(30.0);
  }

  @Test
  void add_endNotAfterTheStart_addsNothing() {
    assertThat(of(10, 10, 20, 15).union()).isZero();
    assertThat(of(10, 10, 20, 15).sum()).isZero();
  }

  @Test
  void union_longerThanSixtyFourBits_isTheLargestNumber() {
    assertThat(of(Long.MIN_VALUE, Long.MAX_VALUE - 1).union()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void longestWithout_interrupted_isTheLongestPartLeft() {
    assertThat(of(0, 100).longestWithout(of(10, 20, 70, 80))).isEqualTo(50);
    assertThat(of(0, 100, 200, 260).longestWithout(of(40, 210))).isEqualTo(50);
    assertThat(of(0, 100).longestWithout(of(0, 100))).isZero();
    assertThat(of(0, 100).longestWithout(of())).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void all_randomStretches_areThoseOfCountedTimes(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      BitSet oneTimes = new BitSet();
      BitSet otherTimes = new BitSet();
      TimeSet one = random(random, oneTimes);
      TimeSet other = random(random, otherTimes);
      BitSet left = (BitSet) oneTimes.clone();
      left.andNot(otherTimes);

      assertThat(one.without(other)).isEqualTo(left.cardinality());
      assertThat(one.longestWithout(other)).isEqualTo(longest(left));
      assertThat(one.union()).isEqualTo(oneTimes.cardinality());
      one.addAll(other);
      oneTimes.or(otherTimes);
      assertThat(one.union()).isEqualTo(oneTimes.cardinality());
    }
  }

  private static TimeSet random(Random random, BitSet times) {
    TimeSet set = new TimeSet();
    for (int i = random.nextInt(8); i > 0; i--) {
      int start = random.nextInt(60);
      int end = start + random.nextInt(12);
      set.add(start, end);
      times.set(start, end);
    }
    return set;
  }

  private static int longest(BitSet times) {
    int longest = 0;
    for (int from = times.nextSetBit(0); from >= 0; ) {
      int to = times.nextClearBit(from);
      longest = Math.max(longest, to - from);
      from = times.nextSetBit(to);
    }
    return longest;
  }
}
