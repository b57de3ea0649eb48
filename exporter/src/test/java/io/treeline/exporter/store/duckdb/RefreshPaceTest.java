package io.treeline.exporter.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefreshPaceTest {

  private static final long MILLI = 1_000_000;

  private final RefreshPace pace = new RefreshPace(Duration.ZERO);

  @Test
  void took_longerThanPlanningDoes_fewerAtOnce() {
    pace.took(30 * MILLI, true, false);
    pace.took(190 * MILLI, true, false);

    assertThat(pace.sessions()).isEqualTo(32);
  }

  @Test
  void took_longWithTheFewest_staysThere() {
    for (int i = 0; i < 10; i++) {
      pace.took(1_000 * MILLI, true, false);
    }

    assertThat(pace.sessions()).isEqualTo(16);
  }

  @Test
  void took_short_moreAtOnceUpToABound() {
    for (int i = 0; i < 20; i++) {
      pace.took(MILLI, true, false);
    }

    assertThat(pace.sessions()).isEqualTo(8_192);
  }

  @Test
  void took_underLoad_waitsTenTimesAsLong() {
    pace.took(100_000 * MILLI, false, false);

    assertThat(pace.isDue()).isFalse();
  }

  @Test
  void took_idle_goesOnAtOnceUntilDone() {
    RefreshPace daily = new RefreshPace(Duration.ofDays(1));

    daily.took(100_000 * MILLI, true, false);
    assertThat(daily.isDue()).isTrue();

    daily.took(MILLI, true, true);
    assertThat(daily.isDue()).isFalse();
  }
}
