package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.ScoreTarget;
import io.treeline.exporter.model.ScoreValue;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.SpanStore;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The process that {@link SurvivesKillIT} kills: writes batches from several threads for ever and
 * prints a line for each that was acknowledged. A batch is made from its number alone, so that the
 * test knows what was in it.
 */
final class LoadingProcess {

  static final int THREADS = 3;
  static final int SPANS_IN_A_BATCH = 20;

  private LoadingProcess() {}

  public static void main(String[] arguments) {
    SpanStore store = DuckDbSpanStore.open(Path.of(arguments[0]));
    int round = Integer.parseInt(arguments[1]);
    for (int thread = 0; thread < THREADS; thread++) {
      int first = thread;
      new Thread(() -> load(store, round, first)).start();
    }
  }

  private static void load(SpanStore store, int round, int first) {
    PrintStream out = System.out;
    for (int number = first; ; number += THREADS) {
      store.writer().write(batch(round, number));
      store.logs().write(List.of(log(round, number)));
      store.scores().put(List.of(score(round, number)));
      synchronized (out) {
        out.println(number);
        out.flush();
      }
    }
  }

  static String session(int round, int number) {
    return "session-" + round + "-" + number;
  }

  /** The log record of a batch, of its first span. */
  static LogRecord log(int round, int number) {
    Content content = new Content(null, null, "[\"be brief\"]", null, null, null, null, null);
    return new LogRecord(
        batch(round, number).get(0).key(),
        "%032x".formatted((round + 1L) << 32 | number),
        TestSpans.START_EPOCH_NANOS + number,
        0,
        null,
        null,
        "gen_ai.system.message",
        null,
        Map.of(),
        "loader",
        null,
        content);
  }

  /** The score of a batch, of its session. */
  static Score score(int round, int number) {
    return new Score(
        session(round, number),
        "loaded",
        ScoreValue.numeric(number),
        "code",
        null,
        number,
        ScoreTarget.session(session(round, number)),
        Map.of());
  }

  /** The spans of a batch, in the order {@code spansOf} gives. */
  static List<Span> batch(int round, int number) {
    List<Span> spans = new ArrayList<>();
    String trace = "%032x".formatted((round + 1L) << 32 | number);
    for (int i = 0; i < SPANS_IN_A_BATCH; i++) {
      spans.add(
          TestSpans.llm("m")
              .trace(trace)
              .spanId("%016x".formatted(i + 1))
              // Of a parent that never comes: a call within a call would be counted once.
              .parentId("00000000000000ff")
              .session(session(round, number))
              .at(number + i, number + i + 5L)
              .tokens(i, 1)
              .messages("[\"" + "question ".repeat(100) + i + "\"]", "[\"answer " + number + "\"]")
              .build());
    }
    spans.sort(Comparator.comparingLong(Span::startEpochNanos));
    return spans;
  }
}
