package io.treeline.exporter.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.Measures;
import io.treeline.exporter.model.RecoveryMeasures;
import io.treeline.exporter.model.SessionFindings;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.Spent;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.SessionOutcomes.Cost;
import io.treeline.exporter.store.SessionOutcomes.SpanRow;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the analysis of sessions found, kept. Needs an engine that works out numbers at once. */
public abstract class OutcomesContract extends SpanStoreContract {

  private final String session = TestSpans.random("session");
  private final Span failed = TestSpans.tool("a").session(session).error("e").at(0, 1).build();

  @Test
  void pending_sessionWritten_isToBeAnalysedUntilItWas() {
    write(failed);

    OutcomeStore.Pending pending = pending();
    outcomes().keep(outcomes(3, row("RECOVERED")), SessionPaths.NONE, pending.revision());

    assertThat(outcomes().of(session)).contains(outcomes(3, row("RECOVERED")));
    assertThat(outcomes().pending(100_000))
        .extracting(OutcomeStore.Pending::sessionId)
        .doesNotContain(session);
  }

  @Test
  void keep_sessionChangedMeanwhile_isToBeAnalysedAgain() {
    write(failed);
    OutcomeStore.Pending before = pending();
    write(TestSpans.tool("late").session(session).build());
    OutcomeStore.Pending after = pending();

    outcomes().keep(outcomes(1), SessionPaths.NONE, before.revision());

    assertThat(after.revision()).isGreaterThan(before.revision());
    assertThat(outcomes().of(session)).contains(outcomes(1));
    assertThat(pending()).isEqualTo(after);
  }

  @Test
  void keep_again_replacesWhatWasKept() {
    write(failed);
    long revision = pending().revision();

    outcomes().keep(outcomes(3, row("ERROR")), SessionPaths.NONE, revision);
    outcomes().keep(outcomes(4, row("ABANDONED")), SessionPaths.NONE, revision);
    outcomes().keep(outcomes(4, row("ABANDONED")), SessionPaths.NONE, revision);

    assertThat(outcomes().of(session)).contains(outcomes(4, row("ABANDONED")));
  }

  @Test
  void renew_findingsOfAnEarlierVersion_areToBeMadeAgainOnce() {
    write(failed);
    outcomes().keep(outcomes(1), SessionPaths.NONE, pending().revision());
    store.outcomes().renew(1);
    assertThat(outcomes().pending(100_000))
        .extracting(OutcomeStore.Pending::sessionId)
        .doesNotContain(session);

    assertThat(store.outcomes().renew(2)).isPositive();
    assertThat(store.outcomes().renew(2)).isZero();

    assertThat(pending().sessionId()).isEqualTo(session);
    assertThat(outcomes().of(session)).contains(outcomes(1));
  }

  @Test
  void of_neverAnalysed_isEmpty() {
    assertThat(store.outcomes().of(TestSpans.random("unknown"))).isEmpty();
  }

  @Test
  void aggregate_byTool_countsWhatBecameOfItsErrors() {
    Span second = TestSpans.tool("a").session(session).error("e").at(10, 20).build();
    Span third = TestSpans.tool("a").session(session).at(30, 40).build();
    Span person = TestSpans.tool("b").session(session).error("e").at(30, 40).build();
    write(failed, second, third, person);
    outcomes()
        .keep(
            outcomes(
                1,
                recovered(failed, third, 3, "REPAIR", 50),
                recovered(second, third, 2, "BLIND_RETRY", 20),
                new SpanRow(
                    person.key(),
                    "ABANDONED",
                    "/b",
                    true,
                    "GAVE_UP",
                    "INFERRED",
                    null,
                    1,
                    new Cost(0, 0, null, null, null),
                    null,
                    false)),
            SessionPaths.NONE,
            pending().revision());

    Measures tool = aggregate(AggregateQuery.Group.TOOL, "a");

    assertThat(tool.recovery())
        .isEqualTo(
            new RecoveryMeasures(
                2,
                2,
                0,
                0,
                0,
                0,
                Map.of("REPAIR", 1L, "BLIND_RETRY", 1L),
                3,
                new Spent(1, 50, 1L, null, new BigDecimal("0.001")),
                2,
                11_000_000));
    assertThat(aggregate(AggregateQuery.Group.TOOL, "b").recovery())
        .isEqualTo(
            new RecoveryMeasures(1, 0, 1, 0, 0, 0, Map.of("GAVE_UP", 1L), 0, Spent.NONE, 0, 0));
  }

  @Test
  void aggregate_ofSessions_countsEachOnceHoweverManySpans() {
    write(failed, TestSpans.tool("a").session(session).build());
    outcomes().keep(outcomes(3), SessionPaths.NONE, pending().revision());

    Measures all = aggregate(AggregateQuery.Group.SESSION, session);

    assertThat(all.sessions()).isEqualTo(1);
    assertThat(all.recovery().unknown()).isEqualTo(1);
    assertThat(all.findings())
        .isEqualTo(
            new SessionFindings(
                1,
                0,
                12,
                13,
                14,
                15,
                16,
                1,
                1,
                3,
                new Spent(2, 7, 8L, 9L, new BigDecimal("0.5")),
                11,
                17,
                18));
  }

  private Measures aggregate(AggregateQuery.Group group, String key) {
    AggregateQuery query =
        new AggregateQuery(
            Filters.filter().text(session).build(),
            AggregateQuery.Scope.SPAN,
            group,
            null,
            null,
            AggregateQuery.Sort.RECOVERED,
            true,
            10);
    return reader().aggregate(query, spans -> Map.of()).groups().stream()
        .filter(row -> key.equals(row.key()))
        .findFirst()
        .orElseThrow()
        .measures();
  }

  private static SpanRow recovered(Span span, Span by, long attempts, String nextStep, long nanos) {
    return new SpanRow(
        span.key(),
        "RECOVERED",
        "/a",
        true,
        nextStep,
        "LINK",
        by.key(),
        attempts,
        new Cost(0, nanos, 1L, null, new BigDecimal("0.001")),
        0L,
        true);
  }

  private OutcomeStore outcomes() {
    settle();
    return store.outcomes();
  }

  private OutcomeStore.Pending pending() {
    return outcomes().pending(100_000).stream()
        .filter(pending -> pending.sessionId().equals(session))
        .findFirst()
        .orElseThrow();
  }

  private SpanRow row(String outcome) {
    return new SpanRow(
        failed.key(),
        outcome,
        "/a",
        true,
        "REPAIR",
        "LINK",
        failed.key(),
        2,
        new Cost(0, 50, 1L, null, new BigDecimal("0.001")),
        0L,
        true);
  }

  private SessionOutcomes outcomes(long loops, SpanRow... rows) {
    return new SessionOutcomes(
        session,
        1,
        new Cost(0, 5, null, null, null),
        loops,
        new Cost(2, 7, 8L, 9L, new BigDecimal("0.5")),
        10,
        11,
        false,
        12,
        13,
        14,
        15,
        16,
        17,
        18,
        19,
        20,
        1.5,
        List.of(rows));
  }
}
