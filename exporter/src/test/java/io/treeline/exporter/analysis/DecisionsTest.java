package io.treeline.exporter.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanBuilder;
import io.treeline.exporter.model.TestSpans;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a session did where, in the form that many are put together from. */
class DecisionsTest {

  private static final long MILLI = 1_000_000;

  private final List<Span> spans = new ArrayList<>();

  private Span add(SpanBuilder span) {
    Span built = span.build();
    spans.add(built);
    return built;
  }

  private Decisions decisions() {
    return SessionAnalysis.of(spans).decisions();
  }

  @Test
  void places_callsOfAnAgent_areVisitsOfTheirOwnInOneVisitOfTheAgent() {
    Span agent = add(TestSpans.agent("support").at(0, 1000));
    add(TestSpans.llm("gpt-4o").childOf(agent).at(0, 100).tokens(10, 2).cost("0.1"));
    add(TestSpans.tool("lookup").childOf(agent).at(100, 200).toolHashes(1L, null).error("timeout"));
    Span longest = add(TestSpans.tool("lookup").childOf(agent).at(200, 500).toolHashes(1L, 9L));
    add(TestSpans.llm("gpt-4o").childOf(agent).at(500, 1000).tokens(30, 5).cost("0.2"));

    List<VisitedPlace> places = decisions().places();

    assertThat(places)
        .extracting(VisitedPlace::path, VisitedPlace::kind, VisitedPlace::visits)
        .containsExactly(
            tuple("/", null, 1L),
            tuple("/support", OperationKind.AGENT, 1L),
            tuple("/support/llm", OperationKind.LLM, 2L),
            tuple("/support/lookup", OperationKind.TOOL, 2L));
    VisitedPlace all = places.get(0);
    VisitedPlace support = places.get(1);
    VisitedPlace chat = places.get(2);
    VisitedPlace lookup = places.get(3);
    assertThat(all.subtree().costUsd()).isEqualTo(new BigDecimal("0.3"));
    assertThat(all.self().costUsd()).isNull();
    assertThat(all.visitNanos()).containsExactly(1000 * MILLI);
    assertThat(support.self().costUsd()).isNull();
    assertThat(support.subtree().costUsd()).isEqualTo(new BigDecimal("0.3"));
    assertThat(support.subtree().tokens().input()).isEqualTo(40);
    assertThat(chat.self()).isEqualTo(chat.subtree());
    assertThat(chat.visitNanos()).containsExactly(100 * MILLI, 500 * MILLI);
    assertThat(lookup.failed()).isEqualTo(1);
    assertThat(lookup.recovered()).isEqualTo(1);
    assertThat(lookup.longest()).isEqualTo(longest.key());
    assertThat(chat.criticalNanos() + lookup.criticalNanos()).isEqualTo(1000 * MILLI);
  }

  @Test
  void places_ofPathsThatWereSent_includeThoseOnTheWay() {
    add(TestSpans.llm("m").path("/a/b").at(0, 10).cost("1"));
    add(TestSpans.llm("m").path("/a/c").at(20, 50).cost("2"));

    Decisions decisions = decisions();

    assertThat(decisions.places())
        .extracting(VisitedPlace::path)
        .containsExactly("/", "/a", "/a/b", "/a/c");
    VisitedPlace above = decisions.places().get(1);
    assertThat(above.visits()).isEqualTo(2);
    assertThat(above.kind()).isNull();
    assertThat(above.self().costUsd()).isNull();
    assertThat(above.subtree().costUsd()).isEqualTo(new BigDecimal("3"));
    assertThat(decisions.steps())
        .containsExactly(
            new PathStep("/", null, "/a", 1),
            new PathStep("/", "/a", null, 1),
            new PathStep("/", "/a", "/a", 1),
            new PathStep("/a", null, "/a/b", 1),
            new PathStep("/a", "/a/b", "/a/c", 1),
            new PathStep("/a", "/a/c", null, 1));
  }

  @Test
  void steps_ofTwoRunsOfAnAgent_startAnewWithEach() {
    for (int run = 0; run < 2; run++) {
      Span agent = add(TestSpans.agent("a").at(run * 100, run * 100 + 50));
      add(TestSpans.tool("x").childOf(agent).at(run * 100, run * 100 + 10));
      add(TestSpans.tool("x").childOf(agent).at(run * 100 + 10, run * 100 + 20));
      add(TestSpans.tool("y").childOf(agent).at(run * 100 + 20, run * 100 + 30));
    }

    assertThat(decisions().steps())
        .containsExactly(
            new PathStep("/", null, "/a", 1),
            new PathStep("/", "/a", null, 1),
            new PathStep("/", "/a", "/a", 1),
            new PathStep("/a", null, "/a/x", 2),
            new PathStep("/a", "/a/x", "/a/x", 2),
            new PathStep("/a", "/a/x", "/a/y", 2),
            new PathStep("/a", "/a/y", null, 2));
  }

  @Test
  void findings_contextThatDoubles_isGrowing() {
    Span agent = add(TestSpans.agent("a").at(0, 1000));
    long[] sent = {1000, 1500, 2100, 2000, 4000};
    for (int i = 0; i < sent.length; i++) {
      add(
          TestSpans.llm("gpt-4o")
              .childOf(agent)
              .at(i * 100, i * 100 + 50)
              .tokens(sent[i], 10)
              .cost("0.1"));
    }

    assertThat(decisions().findings())
        .extracting(Finding::kind, Finding::path, Finding::subject, Finding::times, Finding::spend)
        .containsExactly(
            tuple(
                Finding.Kind.GROWING_CONTEXT,
                "/a/llm",
                "gpt-4o",
                5L,
                new Spend(0, 200 * MILLI, 5600L, null, new BigDecimal("0.4"))));
  }

  @Test
  void findings_contextThatStays_isNone() {
    Span agent = add(TestSpans.agent("a").at(0, 1000));
    for (int i = 0; i < 6; i++) {
      add(TestSpans.llm("m").childOf(agent).at(i * 100, i * 100 + 50).tokens(5000 + i, 10));
    }

    assertThat(decisions().findings()).isEmpty();
  }

  @Test
  void findings_toolThatFailedItsAgent_isAtTheTool() {
    Span agent = add(TestSpans.agent("a").at(0, 100).error("timeout"));
    Span tool = add(TestSpans.tool("lookup").childOf(agent).at(10, 90).error("timeout"));

    assertThat(decisions().findings())
        .containsExactly(
            new Finding(
                Finding.Kind.ERROR,
                "/a/lookup",
                "lookup",
                tool.key(),
                1,
                new Spend(0, 100 * MILLI, null, null, null)));
  }

  @Test
  void findings_sameCallThreeTimes_isALoopAtTheTool() {
    Span agent = add(TestSpans.agent("a").at(0, 1000));
    for (int i = 0; i < 3; i++) {
      add(TestSpans.tool("lookup").childOf(agent).at(i * 100, i * 100 + 50).toolHashes(1L, 2L));
    }

    assertThat(decisions().findings())
        .extracting(Finding::kind, Finding::path, Finding::times, f -> f.spend().nanos())
        .containsExactly(tuple(Finding.Kind.LOOP, "/a/lookup", 2L, 100 * MILLI));
  }

  @Test
  void decisions_withoutSpans_areNone() {
    assertThat(decisions()).isEqualTo(new Decisions(List.of(), List.of(), List.of()));
  }
}
