package io.treeline.exporter.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.AggregateRow;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanBuilder;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.AggregateQuery.Group;
import io.treeline.exporter.store.SpanListQuery.Only;
import io.treeline.exporter.store.SpanListQuery.Sort;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The spans behind numbers, and the groups that say what spans have in common. */
public abstract class CountedSpansContract extends SpanStoreContract {

  private final String session = TestSpans.random("session");
  private final String tool = TestSpans.random("tool");

  @Test
  void aggregate_byError_leavesOutWhatDiffers() {
    write(
        failing("no order 17 for \"ann\"\n\tat line 4", 0),
        failing("no order 18 for \"bob\"", 10),
        failing("order a-b9 is locked", 20),
        failing("", 30),
        tool(40).build());

    assertThat(spansByKey(Group.ERROR))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("no order # for \"…\"", 2L, "order # is locked", 1L, "Broken", 1L));
  }

  @Test
  void aggregate_byArguments_putsTheSameCallsTogether() {
    write(
        tool(0).toolHashes(255L, null).build(),
        tool(10).toolHashes(255L, null).build(),
        tool(20).toolHashes(-1L, null).build(),
        tool(30).build());

    assertThat(spansByKey(Group.ARGUMENTS))
        .containsExactlyInAnyOrderEntriesOf(Map.of("ff", 2L, "ffffffffffffffff", 1L));
  }

  @Test
  void aggregate_byFinishReason_namesAllReasons() {
    write(
        TestSpans.llm("m").session(session).finishReasons("stop").build(),
        TestSpans.llm("m").session(session).finishReasons("stop", "length").build(),
        TestSpans.llm("m").session(session).build());

    assertThat(spansByKey(Group.FINISH_REASON))
        .containsExactlyInAnyOrderEntriesOf(Map.of("stop", 1L, "stop, length", 1L));
  }

  @Test
  void aggregate_byAgentEdge_findsTheNearestAgentAbove() {
    Span planner = TestSpans.agent("planner").session(session).build();
    Span step = TestSpans.tool("ask").session(session).childOf(planner).build();
    Span expert = TestSpans.agent("expert").session(session).childOf(step).build();
    Span again = TestSpans.agent("expert").session(session).childOf(expert).build();
    write(planner, step, expert, again);

    assertThat(spansByKey(Group.IN_AGENT))
        .containsExactlyInAnyOrderEntriesOf(Map.of("planner", 2L, "expert", 2L));
    assertThat(spansByKey(Group.AGENT_EDGE))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "[null,\"planner\"]", 1L,
                "[\"planner\",\"expert\"]", 1L,
                "[\"expert\",\"expert\"]", 1L));
  }

  @Test
  void aggregate_ofNoSpan_isZero() {
    write(tool(0).build());

    AggregateQuery query =
        new AggregateQuery(
            Filters.filter().tool(TestSpans.random("other")).build(),
            AggregateQuery.Scope.SESSION,
            Group.TOOL,
            null,
            null,
            AggregateQuery.Sort.SPANS,
            true,
            10);

    AggregateRows rows = reader().aggregate(query, Paths.DERIVED);
    assertThat(rows.total().measures().spans()).isZero();
    assertThat(rows.total().measures().toolCalls()).isZero();
    assertThat(rows.groups()).isEmpty();
  }

  @Test
  void aggregate_byPath_followsSpansThatComeLate() {
    Span planner = TestSpans.agent("planner").session(session).at(0, 100).build();
    Span search = TestSpans.tool("search").session(session).childOf(planner).at(1, 2).build();
    Span given = TestSpans.agent("a").session(session).path("/given").at(3, 9).build();
    Span below = TestSpans.tool("look").session(session).childOf(given).at(4, 5).build();
    write(search, given, below);

    assertThat(spansByKey(Group.PATH))
        .containsExactlyInAnyOrderEntriesOf(Map.of("/search", 1L, "/given", 1L, "/given/look", 1L));

    write(planner);

    assertThat(spansByKey(Group.PATH))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("/planner", 1L, "/planner/search", 1L, "/given", 1L, "/given/look", 1L));
  }

  @Test
  void findSpans_ofAGroup_areThoseItCounts() {
    Span first = failing("no order 17", 0);
    Span other = failing("down", 10);
    Span last = failing("no order 18", 20);
    write(first, other, last, tool(30).build());

    assertThat(find(Group.ERROR, "no order #", Only.ALL, Sort.START)).containsExactly(last, first);
    assertThat(find(Group.TOOL, tool, Only.FAILED, Sort.START)).containsExactly(last, other, first);
    assertThat(find(Group.TOOL, "another", Only.ALL, Sort.START)).isEmpty();
  }

  @Test
  void findSpans_sorted_haveTheLargestFirst() {
    Span dear = TestSpans.llm("m").session(session).cost("0.5").at(0, 5).build();
    Span unpriced = TestSpans.llm("m").session(session).at(1, 50).build();
    Span cheap = TestSpans.llm("m").session(session).cost("0.1").at(2, 20).build();
    write(dear, unpriced, cheap);

    assertThat(find(Group.NONE, null, Only.ALL, Sort.COST)).containsExactly(dear, cheap, unpriced);
    assertThat(find(Group.NONE, null, Only.ALL, Sort.DURATION))
        .containsExactly(unpriced, cheap, dear);
    assertThat(find(Group.NONE, null, Only.UNPRICED, Sort.START)).containsExactly(unpriced);
  }

  private SpanBuilder tool(long atMillis) {
    return TestSpans.tool(tool).session(session).at(atMillis, atMillis + 5);
  }

  private Span failing(String message, long atMillis) {
    return tool(atMillis).error("Broken").statusMessage(message).build();
  }

  private Map<String, Long> spansByKey(Group group) {
    Map<String, Long> spans = new TreeMap<>();
    for (AggregateRow row : reader().aggregate(of(group), Paths.DERIVED).groups()) {
      spans.put(row.key(), row.measures().spans());
    }
    return spans;
  }

  private List<Span> find(Group group, String key, Only only, Sort sort) {
    List<SpanInSession> found =
        reader().findSpans(new SpanListQuery(of(group), key, only, sort, 10), Paths.DERIVED);
    assertThat(found).allMatch(each -> each.sessionId().equals(session));
    return found.stream().map(each -> reader().span(each.key()).orElseThrow()).toList();
  }

  private AggregateQuery of(Group group) {
    return new AggregateQuery(
        Filters.filter().text(session).build(),
        AggregateQuery.Scope.SPAN,
        group,
        null,
        null,
        AggregateQuery.Sort.KEY,
        false,
        100);
  }
}
