package io.treeline.exporter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TestSpans;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is stored can be replaced and added to, and the numbers follow. */
public abstract class CorrectionsContract extends SpanStoreContract {

  private final String session = TestSpans.random("session");

  private void replace(Span... spans) {
    store.corrections().replace(List.of(spans));
  }

  @Test
  void replace_unknownSpan_isStored() {
    Span span = TestSpans.llm("m").session(session).tokens(3, 4).build();

    replace(span);

    assertThat(spansOf(session)).containsExactly(span);
    assertThat(session(session).inputTokens()).isEqualTo(3);
  }

  @Test
  void replace_storedSpan_takesItsPlaceAsAWhole() {
    Span first = TestSpans.llm("m").session(session).tokens(3, 4).messages("[1]", "[2]").build();
    Span later =
        TestSpans.tool("t").key(first.key()).session(session).at(9, 12).property("k", "v").build();
    write(first);
    assertThat(session(session).llmCalls()).isEqualTo(1);

    replace(later);

    assertThat(spansOf(session)).containsExactly(later);
    SessionRow row = session(session);
    assertThat(row.spans()).isEqualTo(1);
    assertThat(row.llmCalls()).isZero();
    assertThat(row.toolCalls()).isEqualTo(1);
    assertThat(row.inputTokens()).isNull();
    assertThat(row.properties()).isEqualTo(new TreeMap<>(Map.of("k", List.of("v"))));
    reopen();
    assertThat(reader().span(first.key())).contains(later);
  }

  @Test
  void replace_withinOneCallAndAgain_theLastWinsAndNothingDoubles() {
    Span first = TestSpans.llm("m").session(session).tokens(1, 1).build();
    Span last = TestSpans.llm("m").key(first.key()).session(session).tokens(2, 2).build();

    replace(first, last);
    replace(last);
    write(first);

    assertThat(spansOf(session)).containsExactly(last);
    assertThat(session(session).inputTokens()).isEqualTo(2);
  }

  @Test
  void replace_byARunningOne_isRunningAgain() {
    Span ended = TestSpans.llm("m").session(session).at(1, 5).build();
    Span running = TestSpans.llm("m").key(ended.key()).session(session).running(1).build();
    write(ended);

    replace(running);

    assertThat(spansOf(session)).containsExactly(running);
    assertThat(session(session).endEpochNanos()).isNull();
  }

  @Test
  void reprice_storedSpans_haveTheNewCostAndAllElseStays() {
    Span dear =
        TestSpans.llm("m").session(session).tokens(3, 4).cost("0.5").messages("[1]", "[2]").build();
    Span free = TestSpans.llm("m").session(session).tokens(1, 1).cost("0.25").at(1, 2).build();
    Span other = TestSpans.llm("m").session(session).tokens(1, 1).cost("0.125").at(2, 3).build();
    Span unknown = TestSpans.llm("m").session(session).build();
    write(dear, free, other);
    assertThat(session(session).costUsd()).isEqualTo(new BigDecimal("0.875"));

    List<SpanCost> costs =
        List.of(
            new SpanCost(dear.key(), new BigDecimal("0.0000000000000000010"), "it's a row"),
            new SpanCost(free.key(), null, null),
            new SpanCost(unknown.key(), BigDecimal.ONE, "row"));
    store.corrections().reprice(costs);
    store.corrections().reprice(costs);

    Span repriced = priced(dear, new BigDecimal("0.000000000000000001"), "it's a row");
    assertThat(spansOf(session))
        .containsExactlyInAnyOrder(repriced, priced(free, null, null), other);
    SessionRow row = session(session);
    assertThat(row.costUsd()).isEqualTo(new BigDecimal("0.125000000000000001"));
    assertThat(row.unpricedCalls()).isEqualTo(1);
    write(dear);
    reopen();
    assertThat(reader().span(dear.key())).contains(repriced);
  }

  @Test
  void reprice_costFinerThan18Decimals_isRefusedAndNothingChanged() {
    Span one = TestSpans.llm("m").session(session).cost("0.5").build();
    write(one);

    assertThatThrownBy(
            () ->
                store
                    .corrections()
                    .reprice(
                        List.of(
                            new SpanCost(
                                one.key(), new BigDecimal("0.1234567890123456789"), "row"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.1234567890123456789");
    assertThat(spansOf(session)).containsExactly(one);
  }

  private static Span priced(Span span, BigDecimal usd, String source) {
    return span.withOperation(span.operation().toBuilder().cost(usd, source).build());
  }

  @Test
  void replace_inAnotherSession_movesAndTheOldSessionIsGone() {
    String other = TestSpans.random("other");
    Span first = TestSpans.llm("m").session(session).at(100, 200).build();
    Span later = TestSpans.llm("m").key(first.key()).session(other).at(5_000, 6_000).build();
    write(first);
    assertThat(session(session).spans()).isEqualTo(1);

    replace(later);

    assertThat(reader().session(session)).isEmpty();
    assertThat(spansOf(session)).isEmpty();
    assertThat(spansOf(other)).containsExactly(later);
    assertThat(reader().sessionOf(first.key())).contains(other);
  }

  @Test
  void replace_rootThatGaveItsTraceTheSession_theOthersFollow() {
    String other = TestSpans.random("other");
    Span root = TestSpans.span().session(session).at(1, 9).build();
    Span child = TestSpans.llm("m").childOf(root).at(2, 3).build();
    Span later = TestSpans.span().key(root.key()).session(other).at(1, 9).build();
    write(root, child);

    replace(later);

    assertThat(reader().session(session)).isEmpty();
    assertThat(spansOf(other)).containsExactly(later, child);
  }

  @Test
  void addProperties_storedSpan_isAsIfSentWithThem() {
    Span span = TestSpans.llm("m").session(session).property("tier", "gold").build();
    write(span);
    assertThat(session(session).properties()).containsOnlyKeys("tier");

    boolean found =
        store.corrections().addProperties(span.key(), Map.of("tier", "blue", "rated", "5"));
    store.corrections().addProperties(span.key(), Map.of("tier", "blue"));

    assertThat(found).isTrue();
    Span read = reader().span(span.key()).orElseThrow();
    assertThat(read.session().properties())
        .isEqualTo(new TreeMap<>(Map.of("rated", "5", "tier", "blue")));
    assertThat(session(session).properties())
        .isEqualTo(new TreeMap<>(Map.of("rated", List.of("5"), "tier", List.of("blue"))));
    reopen();
    assertThat(session(session).properties())
        .isEqualTo(new TreeMap<>(Map.of("rated", List.of("5"), "tier", List.of("blue"))));
  }

  @Test
  void addProperties_thenReplaced_stay() {
    Span span = TestSpans.llm("m").session(session).property("a", "sent").build();
    Span later = TestSpans.llm("m").key(span.key()).session(session).property("b", "later").build();
    write(span);
    store.corrections().addProperties(span.key(), Map.of("a", "added"));

    replace(later);

    assertThat(reader().span(span.key()).orElseThrow().session().properties())
        .isEqualTo(new TreeMap<>(Map.of("a", "added", "b", "later")));
    assertThat(session(session).properties())
        .isEqualTo(new TreeMap<>(Map.of("a", List.of("added"), "b", List.of("later"))));
  }

  @Test
  void addProperties_unknownSpan_isNotFound() {
    SpanKey key = TestSpans.span().build().key();

    assertThat(store.corrections().addProperties(key, Map.of("a", "b"))).isFalse();
    assertThat(reader().span(key)).isEmpty();
  }

  @Test
  void tagSession_again_theNewestIsKept() {
    assertThat(reader().tagOfSession(session)).isEmpty();

    store.corrections().tagSession(session, "first");
    store.corrections().tagSession(session, "it's \"second\"");

    assertThat(reader().tagOfSession(session)).contains("it's \"second\"");
    reopen();
    assertThat(reader().tagOfSession(session)).contains("it's \"second\"");
  }
}
