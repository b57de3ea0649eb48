package io.treeline.exporter;

import static org.awaitility.Awaitility.await;

import io.treeline.exporter.analysis.SessionAnalysis;
import io.treeline.exporter.store.OutcomeStore;
import io.treeline.exporter.store.SpanStore;
import java.util.Set;
import java.util.TreeSet;

/** Analyses sessions as the exporter does, at once instead of by and by. */
public final class KeptOutcomes {

  private KeptOutcomes() {}

  /** Waits until these sessions can be analysed, and does it. */
  public static void of(SpanStore store, String... sessions) {
    Set<String> missing = new TreeSet<>(Set.of(sessions));
    await()
        .until(
            () -> {
              for (OutcomeStore.Pending pending : store.outcomes().pending(10_000)) {
                SessionAnalysis analysis =
                    SessionAnalysis.of(store.reader().spansOf(pending.sessionId(), false));
                store
                    .outcomes()
                    .keep(
                        SessionAnalyst.outcomes(pending.sessionId(), analysis),
                        PathRows.of(analysis.decisions()),
                        pending.revision());
                missing.remove(pending.sessionId());
              }
              return missing.isEmpty();
            });
  }
}
