package io.treeline.exporter.store;

import static io.treeline.exporter.model.TestSpans.START_EPOCH_NANOS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.store.SessionQuery.Order;
import io.treeline.exporter.store.SessionQuery.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Filters, orders and pages. Each test's sessions carry a property that no other test's have. */
public abstract class FindSessionsContract extends SpanStoreContract {

  private final String mark = TestSpans.random("mark");

  private Span span(String session, long start, long end) {
    return TestSpans.span().session(mark + session).property("mark", mark).at(start, end).build();
  }

  private SessionQuery query(Order order, boolean descending, int limit, Position after) {
    return new SessionQuery(
        Filters.filter().property("mark", mark).build(), order, descending, limit, after);
  }

  private List<String> find(
      TimeRange range,
      String name,
      String user,
      SessionStatus status,
      Map<String, String> more,
      String text) {
    Filters filter = Filters.filter().range(range).name(name).user(user).status(status).text(text);
    more.forEach(filter::property);
    return find(filter);
  }

  private List<String> find(Filters filter) {
    SessionFilter marked = filter.property("mark", mark).build();
    return ids(
        reader().findSessions(new SessionQuery(marked, Order.START_TIME, false, 1000, null)));
  }

  private List<String> ids(SessionRows rows) {
    return rows.rows().stream().map(row -> row.sessionId().substring(mark.length())).toList();
  }

  @Test
  void findSessions_nothingMatches_isOneEmptyPage() {
    assertThat(reader().findSessions(query(Order.START_TIME, true, 10, null)))
        .isEqualTo(new SessionRows(List.of(), null));
  }

  @Test
  void findSessions_newest_startsWithTheLatest() {
    long future = START_EPOCH_NANOS * 2;
    Span newest = TestSpans.span().session(mark).atNanos(future, future + 1).build();
    write(newest);

    assertThat(reader().findSessions(SessionQuery.newest(1)).rows().get(0).startEpochNanos())
        .isGreaterThanOrEqualTo(future);
  }

  @Test
  void findSessions_timeRange_takesWhatOverlapsIt() {
    write(span("a", 10, 20), span("b", 30, 40));
    write(TestSpans.span().session(mark + "running").property("mark", mark).running(35).build());

    assertThat(find(millis(0, 10), null, null, null, Map.of(), null)).isEmpty();
    assertThat(find(nanos(0, 10_000_001), null, null, null, Map.of(), null)).containsExactly("a");
    assertThat(find(millis(20, 30), null, null, null, Map.of(), null)).containsExactly("a");
    assertThat(find(nanos(20_000_001, 30_000_000), null, null, null, Map.of(), null)).isEmpty();
    assertThat(find(millis(15, 36), null, null, null, Map.of(), null))
        .containsExactly("a", "b", "running");
    assertThat(find(millis(36, 37), null, null, null, Map.of(), null)).containsExactly("b");
    assertThat(find(TimeRange.ALL, null, null, null, Map.of(), null))
        .containsExactly("a", "b", "running");
  }

  @Test
  void findSessions_filters_chooseSessionsAndLeaveTheirNumbersWhole() {
    Span gold =
        TestSpans.llm("m")
            .session(mark + "a")
            .property("mark", mark)
            .property("tier", "gold")
            .user("u-1")
            .sessionName("Refund")
            .tokens(5, 5)
            .build();
    Span plain = TestSpans.llm("m").session(mark + "a").user("u-2").tokens(7, 7).build();
    Span other =
        TestSpans.tool("t")
            .session(mark + "b")
            .property("mark", mark)
            .property("tier", "silver")
            .user("u-2")
            .at(20, 30)
            .error("e")
            .build();
    write(gold, plain, other);

    assertThat(find(TimeRange.ALL, null, "u-1", null, Map.of(), null)).containsExactly("a");
    assertThat(find(TimeRange.ALL, null, "u-2", null, Map.of(), null)).containsExactly("a", "b");
    assertThat(find(TimeRange.ALL, null, "u", null, Map.of(), null)).isEmpty();
    assertThat(find(TimeRange.ALL, "Refund", null, null, Map.of(), null)).containsExactly("a");
    assertThat(find(TimeRange.ALL, "refund", null, null, Map.of(), null)).isEmpty();
    assertThat(find(TimeRange.ALL, "execute_tool t", null, null, Map.of(), null))
        .containsExactly("b");
    assertThat(find(TimeRange.ALL, null, null, SessionStatus.ERROR, Map.of(), null))
        .containsExactly("b");
    assertThat(find(TimeRange.ALL, null, null, SessionStatus.OK, Map.of(), null))
        .containsExactly("a");
    assertThat(find(TimeRange.ALL, null, null, SessionStatus.RECOVERED, Map.of(), null)).isEmpty();
    assertThat(find(TimeRange.ALL, null, null, null, Map.of("tier", "gold"), null))
        .containsExactly("a");
    assertThat(find(TimeRange.ALL, null, null, null, Map.of("tier", "old"), null)).isEmpty();
    assertThat(find(TimeRange.ALL, null, "u-1", null, Map.of("tier", "silver"), null)).isEmpty();
    SessionRow found =
        reader()
            .findSessions(
                new SessionQuery(
                    Filters.filter().user("u-1").property("mark", mark).build(),
                    Order.SPANS,
                    true,
                    10,
                    null))
            .rows()
            .get(0);
    assertThat(found).isEqualTo(session(mark + "a"));
    assertThat(found.inputTokens()).isEqualTo(12);
  }

  @Test
  void findSessions_text_isInIdOrNameWithoutRegardToCase() {
    write(
        span("Order-%4711", 0, 1),
        TestSpans.span()
            .session(mark + "x")
            .sessionName("Änderung der ORDER_4711")
            .property("mark", mark)
            .at(1, 2)
            .build(),
        span("unrelated", 2, 3));

    assertThat(find(TimeRange.ALL, null, null, null, Map.of(), "order"))
        .containsExactly("Order-%4711", "x");
    assertThat(find(TimeRange.ALL, null, null, null, Map.of(), "-%4"))
        .containsExactly("Order-%4711");
    assertThat(find(TimeRange.ALL, null, null, null, Map.of(), "R_4")).containsExactly("x");
    assertThat(find(TimeRange.ALL, null, null, null, Map.of(), "änderUNG")).containsExactly("x");
    assertThat(find(TimeRange.ALL, null, null, null, Map.of(), "' OR 1=1 --")).isEmpty();
  }

  @Test
  void findSessions_everyOrder_putsUnknownLast() {
    // Start, end, duration, cost, spans, errors and tokens each order these three differently.
    write(
        TestSpans.llm("m")
            .session(mark + "a")
            .property("mark", mark)
            .at(0, 50)
            .cost("0.02")
            .error("e")
            .tokens(1, 9)
            .build(),
        TestSpans.llm("m").session(mark + "a").at(1, 2).build(),
        TestSpans.llm("m")
            .session(mark + "b")
            .property("mark", mark)
            .at(10, 20)
            .cost("0.1")
            .tokens(1, 1)
            .build(),
        TestSpans.span().session(mark + "c").property("mark", mark).running(5).build());

    assertThat(sorted(Order.START_TIME, false)).containsExactly("a", "c", "b");
    assertThat(sorted(Order.START_TIME, true)).containsExactly("b", "c", "a");
    assertThat(sorted(Order.END_TIME, false)).containsExactly("b", "a", "c");
    assertThat(sorted(Order.END_TIME, true)).containsExactly("a", "b", "c");
    assertThat(sorted(Order.DURATION, false)).containsExactly("b", "a", "c");
    assertThat(sorted(Order.DURATION, true)).containsExactly("a", "b", "c");
    assertThat(sorted(Order.COST, false)).containsExactly("a", "b", "c");
    assertThat(sorted(Order.COST, true)).containsExactly("b", "a", "c");
    assertThat(sorted(Order.SPANS, false)).containsExactly("b", "c", "a");
    assertThat(sorted(Order.SPANS, true)).containsExactly("a", "c", "b");
    assertThat(sorted(Order.ERRORS, false)).containsExactly("b", "c", "a");
    assertThat(sorted(Order.ERRORS, true)).containsExactly("a", "c", "b");
    assertThat(sorted(Order.TOKENS, false)).containsExactly("b", "a", "c");
    assertThat(sorted(Order.TOKENS, true)).containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void findSessions_pages_haveNeitherGapsNorDuplicates(Order order) {
    // Pairs of equal values, and several unknown ones.
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      int value = i / 2;
      spans.add(
          i < 7
              ? TestSpans.llm("m")
                  .session(mark + "s" + i)
                  .property("mark", mark)
                  .at(value, 10 + 2L * value)
                  .cost("0." + value)
                  .tokens(value, 0)
                  .build()
              : TestSpans.llm("m")
                  .session(mark + "s" + i)
                  .property("mark", mark)
                  .running(3)
                  .build());
    }
    store.writer().write(spans);

    for (boolean descending : List.of(true, false)) {
      List<String> whole = sorted(order, descending);
      assertThat(whole).hasSize(11).doesNotHaveDuplicates();
      for (int limit : List.of(3, 4)) {
        assertThat(paged(order, descending, limit)).isEqualTo(whole);
      }
    }
  }

  @Test
  void findSessions_positionOfAnotherOrder_isRefused() {
    SessionQuery query = query(Order.SPANS, true, 10, new Position("1); DROP TABLE", "x"));

    assertThatThrownBy(() -> reader().findSessions(query))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DROP TABLE");
  }

  private List<String> sorted(Order order, boolean descending) {
    return ids(reader().findSessions(query(order, descending, 1000, null)));
  }

  private List<String> paged(Order order, boolean descending, int limit) {
    List<String> all = new ArrayList<>();
    Position after = null;
    do {
      SessionRows page = reader().findSessions(query(order, descending, limit, after));
      assertThat(page.rows().size()).isBetween(1, limit);
      all.addAll(ids(page));
      after = page.next();
    } while (after != null);
    return all;
  }

  private static TimeRange millis(long from, long to) {
    return nanos(from * 1_000_000, to * 1_000_000);
  }

  private static TimeRange nanos(long from, long to) {
    return new TimeRange(START_EPOCH_NANOS + from, START_EPOCH_NANOS + to);
  }
}
