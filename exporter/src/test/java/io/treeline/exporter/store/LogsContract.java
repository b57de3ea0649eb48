package io.treeline.exporter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TestSpans;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Log records come back once, with their span whichever came first, and give it its messages. */
public abstract class LogsContract extends SpanStoreContract {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final long T = TestSpans.START_EPOCH_NANOS;

  private final String session = TestSpans.random("session");

  private static LogRecord log(
      SpanKey key, Long time, int position, String event, Content content) {
    return new LogRecord(
        key,
        TestSpans.randomTraceId(),
        time,
        position,
        null,
        null,
        event,
        null,
        Map.of(),
        "shop",
        null,
        content);
  }

  private static Content input(String array) {
    return new Content(array, null, null, null, null, null, null, null);
  }

  private static Content output(String array) {
    return new Content(null, array, null, null, null, null, null, null);
  }

  private void log(LogRecord... logs) {
    store.logs().write(List.of(logs));
  }

  private static LogRecord full(SpanKey key) {
    JsonNode body = JSON.objectNode().put("text", "näïve 漢字 \u0000 '\" \uD83D\uDE80").put("n", 1L);
    return new LogRecord(
        key,
        TestSpans.randomTraceId(),
        T + 5,
        7,
        17,
        "ERROR",
        "app.failed",
        body,
        Map.of("a", JSON.textNode("b"), "n", JSON.numberNode(3L)),
        "shop",
        "com.example.Shop",
        new Content("[1]", "[2]", "[3]", "[4]", null, null, null, null));
  }

  @Test
  void logsOf_everyFieldSetAndNothingOptionalSet_comeBackEqual() {
    Span span = TestSpans.span().session(session).build();
    LogRecord full = full(span.key());
    LogRecord bare =
        new LogRecord(
            span.key(),
            "f" + TestSpans.randomTraceId().substring(1),
            null,
            0,
            null,
            null,
            null,
            null,
            Map.of(),
            "shop",
            null,
            Content.NONE);
    write(span);

    log(full, bare);

    assertThat(reader().logsOf(span.key())).containsExactly(bare, full);
    assertThat(reader().logsOf(session)).containsExactly(bare, full);
    reopen();
    assertThat(reader().logsOf(span.key())).containsExactly(bare, full);
  }

  @Test
  void write_nothing_isAccepted() {
    store.logs().write(List.of());

    assertThat(store.check()).isEqualTo(HealthCheck.OK);
  }

  @Test
  void write_sameRecordAgain_isKeptOnce() {
    Span span = TestSpans.span().session(session).build();
    write(span);
    LogRecord one = log(span.key(), T, 0, "e", input("[1]"));
    LogRecord other = log(span.key(), T + 1, 0, "e", input("[2]"));

    log(one, one);
    log(one, other);
    reopen();
    log(other);

    assertThat(reader().logsOf(span.key())).containsExactly(one, other);
    assertThat(reader().span(span.key()).orElseThrow().content().inputMessages())
        .isEqualTo("[1,2]");
  }

  @Test
  void span_logsAndSpanInEveryOrderOfArrival_hasTheSameMessages() {
    Random random = new Random(4711);
    for (int round = 0; round < 12; round++) {
      Span span = TestSpans.llm("m").session(session + round).at(0, 10).build();
      LogRecord first = log(span.key(), T, 0, "u", input("[\"a\"]"));
      LogRecord second = log(span.key(), T, 1, "u", input("[\"b\",\"c\"]"));
      LogRecord third = log(span.key(), T + 1, 0, "u", input("[\"d\"]"));
      LogRecord choice1 = log(span.key(), T + 9, 1, "c", output("[\"y\"]"));
      LogRecord choice0 = log(span.key(), T + 9, 0, "c", output("[\"x\"]"));
      List<Runnable> arrivals = new ArrayList<>();
      arrivals.add(() -> write(span));
      for (LogRecord log : List.of(first, second, third, choice1, choice0)) {
        arrivals.add(() -> log(log));
      }
      Collections.shuffle(arrivals, random);
      arrivals.forEach(Runnable::run);

      Content expected =
          new Content(
              "[\"a\",\"b\",\"c\",\"d\"]", "[\"x\",\"y\"]", null, null, null, null, null, null);
      assertThat(reader().span(span.key()).orElseThrow().content()).isEqualTo(expected);
      assertThat(spansOf(session + round)).extracting(Span::content).containsExactly(expected);
      assertThat(reader().spansOf(session + round, false)).containsExactly(span);
    }
  }

  @Test
  void span_withMessagesOfItsOwn_keepsThemAndTakesWhatItHasNot() {
    Span span = TestSpans.llm("m").session(session).messages("[\"own\"]", null).build();
    write(span);

    log(
        log(span.key(), T, 0, "u", input("[\"logged\"]")),
        log(span.key(), T, 1, "c", output("[\"answer\"]")));

    assertThat(reader().span(span.key()).orElseThrow().content())
        .isEqualTo(new Content("[\"own\"]", "[\"answer\"]", null, null, null, null, null, null));
  }

  @Test
  void span_withAllMessagesInOneRecord_takesThoseOfThatRecordOnly() {
    Span span = TestSpans.llm("m").session(session).build();
    write(span);

    log(
        log(span.key(), T, 0, "gen_ai.user.message", input("[\"one\"]")),
        log(
            span.key(),
            T + 1,
            1,
            "gen_ai.client.inference.operation.details",
            new Content("[\"all\"]", null, "[\"s\"]", "[\"t\"]", null, null, null, null)),
        log(span.key(), T + 2, 2, "gen_ai.choice", output("[\"answer\"]")));

    assertThat(reader().span(span.key()).orElseThrow().content())
        .isEqualTo(
            new Content("[\"all\"]", "[\"answer\"]", "[\"s\"]", "[\"t\"]", null, null, null, null));
  }

  @Test
  void logsOf_sessionsThatShareATrace_keepsThemApart() {
    Span root = TestSpans.agent("a").session(session).at(0, 9).build();
    Span guest = TestSpans.llm("m").childOf(root).session(session + "-guest").at(1, 2).build();
    LogRecord ofRoot = full(root.key());
    LogRecord ofGuest = full(guest.key());
    LogRecord ofNobody = full(new SpanKey(root.key().traceId(), TestSpans.randomSpanId()));
    write(root, guest);
    log(ofRoot, ofGuest, ofNobody);

    assertThat(reader().logsOf(session)).containsExactly(ofRoot);
    assertThat(reader().logsOf(session + "-guest")).containsExactly(ofGuest);
    assertThat(reader().logsOf(ofNobody.key())).containsExactly(ofNobody);
  }

  @Test
  void write_endOfARunningSpan_keepsItsLogs() {
    Span running = TestSpans.llm("m").session(session).running(0).build();
    Span ended = TestSpans.llm("m").key(running.key()).session(session).at(0, 7).build();
    write(running);
    log(log(running.key(), T, 0, "u", input("[\"a\"]")));

    write(ended);

    Span read = reader().span(ended.key()).orElseThrow();
    assertThat(read.endEpochNanos()).isEqualTo(ended.endEpochNanos());
    assertThat(read.content().inputMessages()).isEqualTo("[\"a\"]");
  }

  @Test
  void use_afterClose_saysThatTheStoreIsClosed() {
    LogRecord log = full(TestSpans.span().build().key());
    store.close();

    assertThatThrownBy(() -> log(log))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
  }
}
