package io.treeline.exporter;

import static org.awaitility.Awaitility.await;

import io.treeline.exporter.store.DecisionQuery;
import io.treeline.exporter.store.OutcomeStore;
import io.treeline.exporter.store.SessionFilter;
import io.treeline.exporter.store.SpanStore;

/** Analyses what a test has stored, with what does so in the running exporter. */
public final class Analysed {

  private Analysed() {}

  /** Returns when every session was analysed since it changed. */
  public static void all(SpanStore store) {
    try (SessionAnalyst analyst =
        new SessionAnalyst(store, OutcomeStore.Turn.AT_ONCE, () -> false)) {
      await()
          .until(
              () -> {
                boolean more = true;
                while (more) {
                  more = analyst.analyseSome();
                }
                DecisionQuery one = new DecisionQuery(SessionFilter.ALL, 1, 0);
                return store.outcomes().decisions(one).pending() == 0;
              });
    }
  }
}
