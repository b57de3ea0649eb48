package io.treeline.exporter.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private long now = 5;

  private RateLimit limit(Long spans, Long bytes) {
    return new RateLimit(spans, bytes, () -> now);
  }

  @Test
  void exceeded_tenSecondsWorthAtOnce_isLetThrough() {
    RateLimit limit = limit(100L, null);

    limit.takeSpans(999);

    assertThat(limit.exceeded()).isNull();
  }

  @Test
  void exceeded_moreThanTenSecondsWorth_waitsUntilItIsPaidOff() {
    RateLimit limit = limit(100L, null);

    limit.takeSpans(1100);

    assertThat(limit.exceeded())
        .isEqualTo(new RateLimit.Exceeded("100 spans a second", Duration.ofMillis(1010)));
    now += Duration.ofMillis(1010).toNanos();
    assertThat(limit.exceeded()).isNull();
  }

  @Test
  void exceeded_longIdle_holdsNoMoreThanTenSecondsWorth() {
    RateLimit limit = limit(100L, null);
    now += Duration.ofHours(1).toNanos();

    limit.takeSpans(1000);

    assertThat(limit.exceeded()).isNotNull();
  }

  @Test
  void exceeded_bothLimits_isTheLongerWait() {
    RateLimit limit = limit(1L, 1000L);

    limit.takeSpans(11);
    limit.takeBytes(12_000);

    assertThat(limit.exceeded())
        .isEqualTo(new RateLimit.Exceeded("1000 bytes a second", Duration.ofNanos(2_001_000_000)));
  }

  @Test
  void none_neverExceeds() {
    RateLimit.NONE.takeSpans(Long.MAX_VALUE);

    assertThat(RateLimit.NONE.exceeded()).isNull();
  }
}
