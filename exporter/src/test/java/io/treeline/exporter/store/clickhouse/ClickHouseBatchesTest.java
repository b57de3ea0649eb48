package io.treeline.exporter.store.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.SpanStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What batches of different sizes cost the engine in processor time, for the table in
 * docs/scale.md. The engine's background work until the last insert returns is in it.
 */
@EnabledIfSystemProperty(
    named = "treeline.test.batches",
    matches = "true",
    disabledReason = "-Dtreeline.test.batches=true measures, some minutes long")
class ClickHouseBatchesTest {

  private static final int SPANS = 20_480;
  private static final int TURNS = 20;

  @Test
  void write_inBatches_costsByTheirSize() {
    for (int size : new int[] {4_096, 128, 512, 2_048, 8_192, 20_480}) {
      ClickHouseServer server = ClickHouseServer.start(0, ClickHouseServer.temporaryData());
      ProjectId project = new ProjectId(TestSpans.random("p").toLowerCase(Locale.ROOT));
      try (SpanStore store = ClickHouseSpanStore.open(server.here(), project)) {
        List<Span> spans = spans();
        store.writer().write(spans.subList(0, 1));
        Duration before = server.cpu();
        long start = System.nanoTime();
        for (int from = 0; from < SPANS; from += size) {
          store.writer().write(spans.subList(from, Math.min(SPANS, from + size)));
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        long cpu = server.cpu().minus(before).toMillis();
        System.out.printf(
            Locale.ROOT,
            "batches of %d: %.3f ms of processor a span, %d ms in all%n",
            size,
            (double) cpu / SPANS,
            millis);
        assertThat(store.reader().session("session-0").orElseThrow().spans()).isEqualTo(TURNS);
      } finally {
        server.close();
      }
    }
  }

  /** Conversations, each turn of which says again what was said before. */
  private static List<Span> spans() {
    List<Span> spans = new ArrayList<>();
    for (int conversation = 0; spans.size() < SPANS; conversation++) {
      StringBuilder said = new StringBuilder();
      for (int turn = 0; turn < TURNS && spans.size() < SPANS; turn++) {
        said.append(turn == 0 ? "" : ",")
            .append("{\"role\":\"user\",\"content\":\"turn ")
            .append(turn)
            .append(" of ")
            .append(conversation)
            .append(": ")
            .append(words(conversation * TURNS + turn))
            .append("\"}");
        spans.add(
            TestSpans.llm("gpt-4o")
                .session("session-" + conversation)
                .at(turn * 1_000L, turn * 1_000L + 500)
                .tokens(100 + turn, 20)
                .messages("[" + said + "]", "[{\"content\":\"yes\"}]")
                .build());
      }
    }
    return spans;
  }

  private static String words(int seed) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      words.append("word").append((seed * 31 + i * 7919) % 5_003).append(' ');
    }
    return words.toString();
  }
}
