package io.treeline.exporter.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TraceFilterTest {

  private final TraceFilter filter = new TraceFilter();

  @Test
  void mayHold_idsCountedUp_knowsAllAndFewOthers() {
    LongStream.range(0, 200_000).forEach(i -> filter.add(new UUID(7, i)));

    assertThat(LongStream.range(0, 200_000).filter(i -> !filter.mayHold(new UUID(7, i))).count())
        .isZero();
    assertThat(
            LongStream.range(200_000, 400_000).filter(i -> filter.mayHold(new UUID(7, i))).count())
        .isLessThan(20);
  }

  @Test
  void mayHold_idsThatDifferInTheirFirstHalf_knowsAllAndFewOthers() {
    LongStream.range(0, 200_000).forEach(i -> filter.add(new UUID(i << 40, 1)));

    assertThat(
            LongStream.range(200_000, 400_000)
                .filter(i -> filter.mayHold(new UUID(i << 40, 1)))
                .count())
        .isLessThan(20);
  }
}
