package io.treeline.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.treeline.exporter.analysis.SessionAnalysis;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.SessionOutcomes;
import io.treeline.exporter.store.duckdb.DuckDbSpanStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionAnalystTest {

  @Test
  void start_sessionsWritten_areAnalysedAndAgainWhenTheyGrow(@TempDir Path directory) {
    try (DuckDbSpanStore store = DuckDbSpanStore.open(directory);
        SessionAnalyst analyst = new SessionAnalyst(store, SessionAnalyst.TURN, () -> false)) {
      analyst.start();
      Span agent = TestSpans.agent("researcher").session("s").at(0, 1000).build();
      List<Span> spans = new ArrayList<>(List.of(agent));
      for (int i = 0; i < 9; i++) {
        spans.add(
            TestSpans.tool("web_search")
                .childOf(agent)
                .at(i * 10, i * 10 + 5)
                .toolHashes(1L, 1L)
                .build());
      }
      store.writer().write(spans);

      awaitLoops(store, 1);
      store
          .writer()
          .write(
              List.of(
                  TestSpans.tool("web_search")
                      .childOf(agent)
                      .at(200, 205)
                      .toolHashes(1L, 2L)
                      .build()));
      awaitLoops(store, 0);

      SessionOutcomes kept = store.outcomes().of("s").orElseThrow();
      List<Span> stored = store.reader().spansOf("s", false);
      assertThat(kept)
          .isEqualTo(SessionAnalyst.outcomes("s", SessionAnalysis.of(stored)))
          .extracting(SessionOutcomes::comparedCalls)
          .isEqualTo(10L);
      assertThat(store.outcomes().pending(10)).isEmpty();
    }
  }

  private static void awaitLoops(DuckDbSpanStore store, long loops) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              Optional<SessionOutcomes> kept = store.outcomes().of("s");
              return kept.isPresent() && kept.get().loops() == loops;
            });
  }
}
