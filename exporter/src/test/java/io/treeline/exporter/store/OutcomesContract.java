package io.treeline.exporter.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.SessionOutcomes.Cost;
import io.treeline.exporter.store.SessionOutcomes.SpanRow;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the analysis of sessions found, kept. Needs an engine that works out numbers at once. */
public abstract class OutcomesContract extends SpanStoreContract {

  private final String session = TestSpans.random("session");
  private final Span failed = TestSpans.tool("a").session(session).error("e").build();

  @Test
  void pending_sessionWritten_isToBeAnalysedUntilItWas() {
    write(failed);

    OutcomeStore.Pending pending = pending();
    outcomes().keep(outcomes(3, row("RECOVERED")), pending.revision());

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

    outcomes().keep(outcomes(1), before.revision());

    assertThat(after.revision()).isGreaterThan(before.revision());
    assertThat(outcomes().of(session)).contains(outcomes(1));
    assertThat(pending()).isEqualTo(after);
  }

  @Test
  void keep_again_replacesWhatWasKept() {
    write(failed);
    long revision = pending().revision();

    outcomes().keep(outcomes(3, row("ERROR")), revision);
    outcomes().keep(outcomes(4, row("ABANDONED")), revision);
    outcomes().keep(outcomes(4, row("ABANDONED")), revision);

    assertThat(outcomes().of(session)).contains(outcomes(4, row("ABANDONED")));
  }

  @Test
  void of_neverAnalysed_isEmpty() {
    assertThat(store.outcomes().of(TestSpans.random("unknown"))).isEmpty();
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
