package io.treeline.exporter.analysis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.SpanStatus;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.session.RandomSessions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every session, however odd. */
class AnalysisInvariantsTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void of_anyOrderOfArrival_sameAnalysis(long seed) {
    List<Span> spans = new ArrayList<>(RandomSessions.busy("s", seed, 400));
    SessionAnalysis first = SessionAnalysis.of(spans);
    Random random = new Random(seed);

    for (int i = 0; i < 5; i++) {
      Collections.shuffle(spans, random);
      assertThat(SessionAnalysis.of(spans)).isEqualTo(first);
    }
    assertThat(first.loops()).isNotEmpty();
    assertThat(first.outcomes())
        .extracting(SpanOutcome::outcome)
        .contains(Outcome.RECOVERED, Outcome.ABANDONED);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void of_randomSession_outcomesAreConsistent(long seed) {
    List<Span> spans = RandomSessions.busy("s", seed, 400);
    SessionAnalysis analysis = SessionAnalysis.of(spans);
    Map<SpanKey, Span> byKey = new HashMap<>();
    spans.forEach(span -> byKey.put(span.key(), span));

    for (SpanOutcome outcome : analysis.outcomes()) {
      Span span = byKey.get(outcome.span());
      boolean failed = span.status() == SpanStatus.ERROR;
      assertThat(outcome.outcome() == Outcome.OK || outcome.outcome() == Outcome.NOT_FOUND)
          .isEqualTo(!failed);
      assertThat(outcome.recoveredBy() != null).isEqualTo(outcome.outcome() == Outcome.RECOVERED);
      if (outcome.recoveredBy() != null) {
        Span by = byKey.get(outcome.recoveredBy());
        assertThat(by.status()).isNotEqualTo(SpanStatus.ERROR);
        assertThat(by.startEpochNanos()).isGreaterThanOrEqualTo(span.startEpochNanos());
      }
    }
    long failed = spans.stream().filter(span -> span.status() == SpanStatus.ERROR).count();
    assertThat(analysis.outcomes().stream().filter(o -> o.attempts() > 0)).hasSize((int) failed);
    for (RecoveryCount count : analysis.tools()) {
      assertThat(count.recovered() + count.abandoned() + count.failed()).isEqualTo(count.errors());
    }
    TimeUse time = analysis.time();
    assertThat(time.working() + time.waiting()).isLessThanOrEqualTo(time.active());
    assertThat(time.active()).isLessThanOrEqualTo(time.wall());
    assertThat(time.critical()).isLessThanOrEqualTo(time.wall());
  }

  @Test
  void of_nothing_isEmpty() {
    SessionAnalysis analysis = SessionAnalysis.of(List.of());

    assertThat(analysis.problems()).isEmpty();
    assertThat(analysis.time().wall()).isZero();
    assertThat(analysis.autonomy().humanFree()).isTrue();
  }

  @Test
  @Timeout(value = 60, unit = SECONDS)
  void of_hundredThousandSpansOfOneRun_inSeconds() {
    Span agent = TestSpans.agent("a").at(0, 10_000_000).build();
    List<Span> spans = new ArrayList<>(List.of(agent));
    for (int i = 0; i < 50_000; i++) {
      spans.add(TestSpans.llm("m").childOf(agent).at(i * 10L, i * 10L + 5).tokens(1, 1).build());
      spans.add(
          TestSpans.tool("t")
              .childOf(agent)
              .at(i * 10L + 5, i * 10L + 10)
              .toolHashes((long) (i % 7), 1L)
              .status(i % 3 == 0 ? SpanStatus.ERROR : SpanStatus.UNSET)
              .build());
    }

    assertThat(SessionAnalysis.of(spans).outcomes()).isNotEmpty();
  }

  @Test
  @Timeout(value = 60, unit = SECONDS)
  void of_failuresAllAtOnce_inSeconds() {
    Span agent = TestSpans.agent("a").at(0, 10_000_000).build();
    List<Span> spans = new ArrayList<>(List.of(agent));
    for (int i = 0; i < 30_000; i++) {
      spans.add(TestSpans.tool("t").childOf(agent).at(0, 10).toolHashes(1L, 1L).error("e").build());
      spans.add(TestSpans.tool("t").childOf(agent).at(30, 40).toolHashes(1L, 1L).build());
    }
    spans.add(TestSpans.llm("m").childOf(agent).at(10, 30).build());

    assertThat(SessionAnalysis.of(spans).outcomes())
        .filteredOn(outcome -> outcome.outcome() == Outcome.RECOVERED)
        .hasSize(30_000);
  }

  @Test
  @Timeout(value = 60, unit = SECONDS)
  void of_chainsFiftyThousandDeep_noStackNeeded() {
    List<Span> spans = new ArrayList<>();
    spans.add(TestSpans.agent("a").at(0, 100_000).build());
    for (int i = 1; i < 50_000; i++) {
      spans.add(
          TestSpans.agent("a")
              .childOf(spans.get(i - 1))
              .at(i, 100_000)
              .status(SpanStatus.ERROR)
              .build());
    }

    assertThat(SessionAnalysis.of(spans).outcomes()).hasSize(49_999);
  }
}
