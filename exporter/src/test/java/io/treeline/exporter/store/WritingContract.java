package io.treeline.exporter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.ErrorSource;
import io.treeline.exporter.model.Origin;
import io.treeline.exporter.model.SessionIdSource;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanBuilder;
import io.treeline.exporter.model.SpanEvent;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.SpanKind;
import io.treeline.exporter.model.SpanLink;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.model.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Spans come back as they were written, once. */
public abstract class WritingContract extends SpanStoreContract {

  private final String session = TestSpans.random("session");

  @Test
  void read_unknownIds_isEmpty() {
    SpanKey key = TestSpans.span().build().key();

    assertThat(reader().span(key)).isEmpty();
    assertThat(reader().sessionOf(key)).isEmpty();
    assertThat(reader().session(session)).isEmpty();
    assertThat(reader().spansOf(session, true)).isEmpty();
  }

  @Test
  void write_nothing_isAccepted() {
    store.writer().write(List.of());

    assertThat(store.check()).isEqualTo(HealthCheck.OK);
  }

  @Test
  void span_everyFieldSet_comesBackEqual() throws Exception {
    Span span = full();

    write(span);

    assertThat(reader().span(span.key())).contains(span);
    assertThat(spansOf(session)).containsExactly(span);
    reopen();
    assertThat(reader().span(span.key())).contains(span);
  }

  @Test
  void span_nothingOptionalSet_comesBackEqual() {
    Span span = TestSpans.span().running(5).build();

    write(span);

    assertThat(reader().span(span.key())).contains(span);
    assertThat(reader().spansOf(span.key().traceId(), true)).containsExactly(span);
  }

  /** So many that an engine may read them in another way than a few. */
  @Test
  void spansOf_manySpans_areEachAsTheyWereWritten() throws Exception {
    String trace = "f" + TestSpans.randomTraceId().substring(1);
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < 1200; i++) {
      SpanKey key = new SpanKey(trace, String.format("%08x%08x", i * 0x00200000 + 1, i));
      SpanBuilder span =
          switch (i % 4) {
            case 0 ->
                TestSpans.llm("m" + i % 3).tokens(i, 2).cost("0.5").parentId("ffffffffffffffff");
            case 1 -> TestSpans.tool("t" + i % 5).toolHashes(-1L, (long) i).path("/p" + i % 7);
            case 2 -> TestSpans.tool("t").error("E").property("k", "v" + i % 3).tags("x");
            default -> TestSpans.span().running(i);
          };
      spans.add((i % 4 == 3 ? span : span.at(i, i + 5)).key(key).session(session).build());
    }
    Span full = full();
    spans.add(full);

    store.writer().write(spans);

    assertThat(reader().spansOf(session, true)).containsExactlyInAnyOrderElementsOf(spans);
  }

  @Test
  void withContent_someSpans_haveTheirOwnInTheGivenOrder() {
    Span one = TestSpans.llm("m").session(session).messages("[1]", "[2]").build();
    Span other = TestSpans.llm("m").session(session).messages("[1]", "[3]").build();
    Span bare = TestSpans.tool("t").session(session).build();
    Span unknown = TestSpans.tool("t").session(session).build();
    write(one, other, bare);
    List<Span> found = reader().spansOf(session, false);
    Span oneFound = found.stream().filter(s -> s.key().equals(one.key())).findFirst().orElseThrow();
    Span otherFound =
        found.stream().filter(s -> s.key().equals(other.key())).findFirst().orElseThrow();

    assertThat(reader().withContent(List.of(bare, otherFound, unknown, oneFound)))
        .containsExactly(bare, other, unknown, one);
    assertThat(reader().withContent(List.of())).isEmpty();
  }

  @Test
  void spansOf_withoutContent_leavesOnlyContentOut() {
    Span span = TestSpans.llm("m").session(session).messages("[1]", "[2]").build();
    Span bare = TestSpans.llm("m").key(span.key()).session(session).build();

    write(span);

    assertThat(reader().spansOf(session, false)).containsExactly(bare);
    assertThat(reader().spansOf(session, true)).containsExactly(span);
  }

  @Test
  void write_idsWithTheHighestBitSet_keepTheirOrder() {
    String trace = "f" + TestSpans.randomTraceId().substring(1);
    Span small = TestSpans.span().trace(trace).spanId("0000000000000001").session(session).build();
    Span large =
        TestSpans.span()
            .trace(trace)
            .spanId("ffffffffffffffff")
            .parentId("8000000000000000")
            .session(session)
            .build();
    Span inSmallerTrace =
        TestSpans.span()
            .trace("0" + TestSpans.randomTraceId().substring(1))
            .spanId("8000000000000000")
            .session(session)
            .build();

    write(large, small, inSmallerTrace);

    assertThat(spansOf(session)).containsExactly(inSmallerTrace, small, large);
  }

  @Test
  void write_sameSpanAgain_changesNothing() {
    Span span = TestSpans.llm("m").session(session).tokens(3, 4).messages("[1]", "[2]").build();
    Span other =
        TestSpans.tool("t").key(span.key()).session(TestSpans.random("other")).at(1, 2).build();

    write(span, span, other);
    write(span);
    write(other);
    reopen();
    write(other, span);

    assertThat(spansOf(session)).containsExactly(span);
    assertThat(session(session).spans()).isEqualTo(1);
    assertThat(session(session).inputTokens()).isEqualTo(3);
    assertThat(reader().session(other.session().sessionId())).isEmpty();
  }

  @Test
  void write_endOfARunningSpan_replacesIt() {
    Span running = TestSpans.llm("m").session(session).running(0).messages("[1]", null).build();
    Span ended =
        TestSpans.llm("m").key(running.key()).session(session).at(0, 7).tokens(1, 2).build();
    Span endedAgain =
        TestSpans.llm("m").key(running.key()).session(session).at(0, 9).tokens(5, 6).build();

    write(running);
    assertThat(spansOf(session)).containsExactly(running);
    write(ended);
    write(endedAgain, running);

    assertThat(spansOf(session)).containsExactly(ended);
    assertThat(reader().span(ended.key())).contains(ended);
    assertThat(session(session).inputTokens()).isEqualTo(1);
  }

  @Test
  void write_runningAndEndedInOneCall_keepsTheEnded() {
    Span running = TestSpans.span().session(session).running(0).build();
    Span runningAgain = TestSpans.span().key(running.key()).session(session).running(1).build();
    Span ended = TestSpans.span().key(running.key()).session(session).at(0, 7).build();

    write(running, runningAgain, ended, running);

    assertThat(spansOf(session)).containsExactly(ended);
  }

  @Test
  void write_endOfARunningSpanAfterReopening_replacesIt() {
    Span running = TestSpans.span().session(session).running(0).build();
    Span ended = TestSpans.span().key(running.key()).session(session).at(3, 7).build();

    write(running);
    reopen();
    write(ended);

    assertThat(spansOf(session)).containsExactly(ended);
    assertThat(session(session).startEpochNanos()).isEqualTo(ended.startEpochNanos());
  }

  @Test
  void write_sameSpanIdInTwoTraces_isTwoSpans() {
    Span one = TestSpans.span().session(session).at(0, 1).build();
    Span other = TestSpans.span().spanId(one.key().spanId()).session(session).at(1, 2).build();

    write(one);
    write(other);

    assertThat(spansOf(session)).containsExactly(one, other);
  }

  @Test
  void write_tenMegabytes_comeBackWhole() {
    String large = "\"" + "0123456789".repeat(1 << 20) + "\"";
    Span span =
        TestSpans.tool("t")
            .session(session)
            .toolCall("{}", large)
            .attribute("large", large)
            .build();

    write(span);

    assertThat(reader().span(span.key())).contains(span);
  }

  @Test
  void write_anyText_comesBackEqual() {
    String text = "näïve 漢字 \uD83D\uDE80 \u0000 \t\r\n ' \" \\ %s ; -- \u202E";
    Span span =
        TestSpans.tool(text)
            .session(session + text)
            .sessionName(text)
            .user(text)
            .property(text, text)
            .property("other", "")
            .tags(text, "")
            .attribute(text, text)
            .messages(text, "")
            .build();

    write(span);

    assertThat(reader().span(span.key())).contains(span);
    assertThat(spansOf(session + text)).containsExactly(span);
    SessionRow row = session(session + text);
    assertThat(row.name()).isEqualTo(text);
    assertThat(row.properties()).isEqualTo(Map.of(text, List.of(text), "other", List.of("")));
  }

  @Test
  void write_concurrentlyWithReads_losesAndDoublesNothing() throws Exception {
    int writers = 4;
    int callsEach = 10;
    ExecutorService executor = Executors.newFixedThreadPool(writers);
    List<Future<List<Span>>> results = new ArrayList<>();
    Span shared = TestSpans.span().session(session).at(0, 1).build();
    for (int w = 0; w < writers; w++) {
      results.add(
          executor.submit(
              () -> {
                List<Span> mine = new ArrayList<>();
                for (int i = 0; i < callsEach; i++) {
                  Span span = TestSpans.span().session(session).at(i + 1, i + 2).build();
                  write(span, shared);
                  mine.add(span);
                  assertThat(store.reader().span(span.key())).contains(span);
                  assertThat(store.reader().session(session).orElseThrow().spans())
                      .isBetween(i + 2L, writers * callsEach + 1L);
                }
                return mine;
              }));
    }
    List<Span> expected = new ArrayList<>(List.of(shared));
    for (Future<List<Span>> result : results) {
      expected.addAll(result.get());
    }
    executor.shutdown();

    assertThat(spansOf(session)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(session(session).spans()).isEqualTo(writers * callsEach + 1);
  }

  @Test
  void close_twice_isFine() {
    store.close();
    store.close();

    assertThat(store.check().isHealthy()).isFalse();
  }

  @Test
  void use_afterClose_saysThatTheStoreIsClosed() {
    Span span = TestSpans.span().build();
    store.close();

    assertThatThrownBy(() -> write(span))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> store.reader().span(span.key()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
  }

  private Span full() throws Exception {
    JsonMapper json = new JsonMapper();
    return TestSpans.llm("unused")
        .parentId(TestSpans.randomSpanId())
        .kind(SpanKind.CLIENT)
        .at(3, 44)
        .error("java.io.IOException")
        .statusMessage("connection reset")
        .origin(
            new Origin(
                "shop",
                Map.of(
                    "service.name",
                    json.readTree("\"shop\""),
                    "host.cpus",
                    json.readTree("[1.5,true,null,\"a\"]")),
                "scope",
                "1.2",
                Map.of("scoped", json.readTree("{\"deep\":{\"er\":[]}}"))))
        .session(session, SessionIdSource.CONVERSATION)
        .conversation(session)
        .sessionName("Refund")
        .path("support//refund/", "/support/refund")
        .user("u-1")
        .property("tier", "gold")
        .property("region", "eu")
        .tags("b", "a", "b")
        .operationName("chat")
        .provider("openai")
        .model("gpt-4o-mini", "gpt-4o-mini-2024-07-18")
        .responseId("resp-1")
        .finishReasons("tool_calls", "stop")
        .agentName("planner")
        .agentId("agent-1")
        .toolName("lookup")
        .toolCallId("call-1")
        .toolHashes(Long.MIN_VALUE, -1L)
        .emptyResult()
        .usage(new TokenUsage(10L, 5L, 4L, 2L, 3L, 1L, 6L, 7L, 8L, 9L))
        .usageSource("estimated:o200k_base")
        .cost("0.000000000000000001")
        .reportedCost("0.25")
        .errorSource(ErrorSource.TOOL_RESULT)
        .timeToFirstChunkNanos(1_234_567)
        .content(new Content("[1]", "[2]", "[3]", "[4]", "{}", "not json", "in", "out"))
        .attribute("text", "value")
        .attribute("flag", true)
        .attribute("list", json.readTree("[\"a\",\"b\"]"))
        .attribute("ratio", json.readTree("0.25"))
        .event(
            new SpanEvent(
                TestSpans.START_EPOCH_NANOS + 1,
                "exception",
                Map.of("exception.type", json.readTree("\"java.io.IOException\""))))
        .event(new SpanEvent(TestSpans.START_EPOCH_NANOS, "earlier", Map.of()))
        .link(
            new SpanLink(
                new SpanKey(TestSpans.randomTraceId(), TestSpans.randomSpanId()),
                Map.of("why", json.readTree("\"retry\""))))
        .build();
  }
}
