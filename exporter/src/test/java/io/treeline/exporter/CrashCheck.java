package io.treeline.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.SpanStore;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks whether a store has what {@link CrashLoad} was told is kept, and has it once. */
final class CrashCheck {

  private CrashCheck() {}

  /**
   * How many spans were found.
   *
   * @param acknowledged numbers of requests, by session
   */
  static int everythingOnce(SpanStore store, Map<String, List<Integer>> acknowledged) {
    int found = 0;
    for (Map.Entry<String, List<Integer>> entry : acknowledged.entrySet()) {
      found += session(store, entry.getKey(), entry.getValue());
    }
    return found;
  }

  private static int session(SpanStore store, String session, List<Integer> numbers) {
    List<SpanKey> spans = store.reader().spansOf(session, false).stream().map(Span::key).toList();
    Set<SpanKey> distinct = new HashSet<>(spans);
    assertThat(spans).as("spans of %s", session).hasSize(distinct.size());
    if (!spans.isEmpty()) {
      assertThat(store.reader().session(session).orElseThrow().spans()).isEqualTo(spans.size());
    }
    List<LogRecord> logs = store.reader().logsOf(session);
    assertThat(logs).as("logs of %s", session).doesNotHaveDuplicates();
    List<Score> scores = store.scores().scoresOf(session, true);
    assertThat(scores).as("scores of %s", session).doesNotHaveDuplicates();
    for (int number : numbers) {
      request(session, number, distinct, logs, scores);
    }
    long manual = store.reader().spansOf(session + "-manual", false).size();
    long sent = numbers.stream().filter(n -> CrashLoad.kind(n).equals("manual")).count();
    // One more may have been kept without its answer having come back.
    assertThat(manual).as("manual logs of %s", session).isBetween(sent, sent + 1);
    return spans.size();
  }

  private static void request(
      String session, int number, Set<SpanKey> spans, List<LogRecord> logs, List<Score> scores) {
    if (CrashLoad.kind(number).equals("span")) {
      for (int i = 0; i < CrashLoad.SPANS; i++) {
        assertThat(spans)
            .contains(new SpanKey(CrashLoad.trace(session, number), CrashLoad.spanId(i)));
      }
    } else if (CrashLoad.kind(number).equals("log")) {
      SpanKey key = new SpanKey(CrashLoad.trace(session, number - 1), CrashLoad.spanId(0));
      assertThat(logs).filteredOn(log -> log.key().equals(key)).hasSize(1);
      assertThat(scores)
          .filteredOn(
              score ->
                  key.traceId().equals(score.target().traceId())
                      && key.spanId().equals(score.target().spanId()))
          .hasSize(1);
    }
  }
}
