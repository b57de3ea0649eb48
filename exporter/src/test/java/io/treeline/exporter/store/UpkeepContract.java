package io.treeline.exporter.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.ScoreTarget;
import io.treeline.exporter.model.ScoreValue;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.store.ContentHits.Hit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What is deleted is gone with all that belongs to it, and nothing else is. For engines that look
 * after what they keep; tests do not share a database.
 */
public abstract class UpkeepContract extends SpanStoreContract {

  // Milliseconds, as tests' spans count them.
  private static final long NOW = 0;
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final String session = TestSpans.random("session");
  private final String other = TestSpans.random("other");

  private Upkeep upkeep() {
    return store.upkeep().orElseThrow();
  }

  private Span say(String sessionId, long start, String... messages) {
    return TestSpans.llm("m")
        .session(sessionId)
        .at(start, start + 10)
        .messages("[\"" + String.join("\",\"", messages) + "\"]", "[]")
        .build();
  }

  private List<SpanKey> found(String word) {
    ContentQuery query =
        new ContentQuery(
            TextQuery.parse(word),
            TimeRange.ALL,
            Set.of(ContentQuery.Part.INPUT),
            100,
            Duration.ofSeconds(30),
            null);
    return reader().search(query).hits().stream().map(Hit::span).map(Span::key).toList();
  }

  private void log(SpanKey key, long millis) {
    long time = TestSpans.START_EPOCH_NANOS + millis * 1_000_000;
    store
        .logs()
        .write(
            List.of(
                new LogRecord(
                    key,
                    TestSpans.randomTraceId(),
                    time,
                    0,
                    null,
                    null,
                    "gen_ai.choice",
                    null,
                    Map.of(),
                    "shop",
                    null,
                    new Content("[\"logged\"]", null, null, null, null, null, null, null))));
  }

  private void score(String id, ScoreTarget target) {
    store
        .scores()
        .put(List.of(new Score(id, "n", ScoreValue.numeric(1), "api", null, 1, target, Map.of())));
  }

  private void retain(Duration age, Duration contentAge, Long bytes) {
    settle();
    Upkeep.Limits limits = new Upkeep.Limits(age, contentAge, bytes);
    for (int steps = 0; !upkeep().retain(limits, TestSpans.START_EPOCH_NANOS).done(); steps++) {
      assertThat(steps).isLessThan(10_000);
    }
  }

  @Test
  void deleteSession_stored_takesAllOfItAndNothingElse() {
    Span own = say(session, NOW, "both say this elephant", "only one says zebra");
    Span others = say(other, NOW + 1, "both say this elephant", "the other says giraffe");
    write(own, others);
    log(own.key(), NOW);
    log(others.key(), NOW);
    score("a", ScoreTarget.span(own.key()));
    score("b", ScoreTarget.session(session));
    score("c", ScoreTarget.span(others.key()));
    store.corrections().tagSession(session, "mine");

    assertThat(upkeep().deleteSession(session)).isTrue();

    assertThat(reader().session(session)).isEmpty();
    assertThat(reader().spansOf(session, true)).isEmpty();
    assertThat(reader().span(own.key())).isEmpty();
    assertThat(reader().logsOf(own.key())).isEmpty();
    assertThat(reader().tagOfSession(session)).isEmpty();
    assertThat(found("zebra")).isEmpty();
    assertThat(store.scores().score("a")).isEmpty();
    assertThat(store.scores().score("b")).isEmpty();
    assertThat(reader().spansOf(other, true)).containsExactly(others);
    assertThat(reader().logsOf(others.key())).hasSize(1);
    assertThat(found("elephant")).containsExactly(others.key());
    assertThat(store.scores().score("c")).isPresent();
    assertThat(upkeep().deleteSession(session)).isFalse();
    reopen();
    assertThat(reader().session(session)).isEmpty();
    assertThat(reader().spansOf(other, true)).containsExactly(others);
  }

  @Test
  void deleteSession_traceHoldsAnotherSession_leavesThatOne() {
    String trace = TestSpans.randomTraceId();
    Span root = TestSpans.agent("a").trace(trace).session(session).at(NOW, NOW + 9).build();
    Span child = TestSpans.tool("t").trace(trace).session(other).at(NOW + 1, NOW + 2).build();
    write(root, child);

    assertThat(upkeep().deleteSession(session)).isTrue();

    assertThat(reader().spansOf(other, true)).containsExactly(child);
    assertThat(session(other).spans()).isEqualTo(1);
    assertThat(reader().session(session)).isEmpty();
  }

  @Test
  void deleteSession_writtenAgain_isThereAgain() {
    Span first = say(session, NOW, "the same words");
    write(first);
    upkeep().deleteSession(session);

    write(first);

    assertThat(reader().spansOf(session, true)).containsExactly(first);
    assertThat(session(session).spans()).isEqualTo(1);
    reopen();
    assertThat(reader().spansOf(session, true)).containsExactly(first);
  }

  @Test
  void deleteSession_unknown_isFalse() {
    assertThat(upkeep().deleteSession(session)).isFalse();
  }

  @Test
  void retain_byAge_goesByTheLastSignOfLife() {
    String alive = TestSpans.random("alive");
    write(say(session, NOW - 9 * DAY, "elephant"), say(session, NOW - 8 * DAY, "zebra"));
    Span old = say(alive, NOW - 9 * DAY, "elephant");
    Span young = say(alive, NOW - 6 * DAY, "giraffe");
    write(old, young);

    retain(Duration.ofDays(7), null, null);

    assertThat(reader().session(session)).isEmpty();
    assertThat(reader().spansOf(alive, true)).containsExactly(old, young);
    assertThat(found("zebra")).isEmpty();
  }

  @Test
  void retain_contentByAge_leavesWhatHappened() {
    Span old = say(session, NOW - 9 * DAY, "elephant");
    Span young = say(session, NOW - 6 * DAY, "elephant", "zebra");
    write(old, young);
    log(old.key(), NOW - 9 * DAY);

    retain(null, Duration.ofDays(7), null);

    assertThat(reader().spansOf(session, true))
        .containsExactly(old.withContent(Content.NONE), young);
    assertThat(session(session).spans()).isEqualTo(2);
    assertThat(found("elephant")).containsExactly(young.key());
    assertThat(reader().logsOf(old.key())).isEmpty();
  }

  @Test
  void retain_withinLimits_changesNothing() {
    Span span = say(session, NOW - DAY, "elephant");
    write(span);

    retain(Duration.ofDays(7), Duration.ofDays(2), 1L << 40);

    assertThat(reader().spansOf(session, true)).containsExactly(span);
  }
}
