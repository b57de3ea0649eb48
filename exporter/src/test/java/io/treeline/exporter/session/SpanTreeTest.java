package io.treeline.exporter.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.model.Totals;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SpanTreeTest {

  private static final long MILLI = 1_000_000;

  @Test
  void of_parallelChildren_durationsAreUnions() {
    // root     0 ------------------------- 100
    //   a        10 ------ 40
    //   b              30 ------ 60
    //     late                    50 ------------ 120
    Span root = TestSpans.agent("root").at(0, 100).build();
    Span a = TestSpans.llm("a").childOf(root).at(10, 40).build();
    Span b = TestSpans.tool("b").childOf(root).at(30, 60).build();
    Span late = TestSpans.span().name("late").childOf(b).at(50, 120).build();

    List<SpanNode> nodes = tree(root, a, b, late);

    assertThat(nodes)
        .extracting(node -> node.self().durationNanos() / MILLI)
        .containsExactly(50L, 30L, 20L, 70L);
    assertThat(nodes)
        .extracting(node -> node.subtree().durationNanos() / MILLI)
        .containsExactly(120L, 30L, 90L, 70L);
  }

  @Test
  void of_callsWithUsage_addsOnlyLeavesThatOwnTheirs() {
    Span agent = TestSpans.agent("agent").at(0, 100).tokens(999, 999).cost("9.99").build();
    Span priced =
        TestSpans.llm("gpt")
            .childOf(agent)
            .at(1, 10)
            .usage(new TokenUsage(10L, 5L, null, null, 2L))
            .cost("0.00012")
            .build();
    Span unpriced = TestSpans.llm("gpt").childOf(agent).at(11, 20).tokens(7, 0).build();
    Span tool = TestSpans.tool("t").childOf(agent).at(21, 30).error("boom").build();
    Span mcp = TestSpans.span().operation(OperationKind.MCP).childOf(tool).at(22, 29).build();

    SpanNode root = tree(agent, priced, unpriced, tool, mcp).get(0);

    assertThat(root.subtree())
        .isEqualTo(
            new Totals(
                5,
                100 * MILLI,
                2,
                1,
                1,
                new TokenUsage(17L, 5L, null, null, 2L),
                new BigDecimal("0.00012"),
                1,
                0));
    assertThat(root.self())
        .isEqualTo(
            new Totals(1, 100 * MILLI - 27 * MILLI, 0, 0, 0, TokenUsage.UNKNOWN, null, 0, 0));
  }

  @Test
  void of_errorHandedUp_countsWhereItHappened() {
    Span agent = TestSpans.agent("agent").at(0, 100).error("boom").build();
    Span tool = TestSpans.tool("t").childOf(agent).at(10, 20).error("boom").build();
    Span db = TestSpans.span().name("db").childOf(tool).at(11, 19).error("boom").build();

    List<SpanNode> nodes = tree(agent, tool, db);

    assertThat(nodes).extracting(node -> node.self().errors()).containsExactly(0L, 0L, 1L);
    assertThat(nodes).extracting(node -> node.subtree().errors()).containsExactly(1L, 1L, 1L);
  }

  @Test
  void of_parentNeverArrived_isARootInItsPlaceInTime() {
    Span first = TestSpans.span().name("first").at(0, 10).build();
    Span orphan = TestSpans.span().name("orphan").parentId("00000000000000aa").at(5, 8).build();
    Span last = TestSpans.span().name("last").at(20, 30).build();
    Span child = TestSpans.span().name("child").childOf(orphan).at(6, 7).build();

    assertThat(drawn(last, child, orphan, first)).isEqualTo("first|orphan|.child|last");
  }

  @Test
  void of_circleOfParents_firstToStartIsTheRoot() {
    String trace = TestSpans.randomTraceId();
    Span a = inCircle(trace, "a", "b").at(20, 30).build();
    Span b = inCircle(trace, "b", "c").at(10, 30).build();
    Span c = inCircle(trace, "c", "a").at(15, 30).build();
    Span below = TestSpans.span().name("below").childOf(c).at(16, 17).build();
    Span self = inCircle(trace, "d", "d").at(40, 50).build();

    assertThat(drawn(below, c, b, a, self)).isEqualTo("b|.a|..c|...below|d");
  }

  @Test
  void of_sameKeyTwice_countsOnce() {
    Span span = TestSpans.span().name("once").at(0, 10).build();

    assertThat(drawn(span, span)).isEqualTo("once");
  }

  @Test
  void of_sameSpanIdInTwoTraces_staysApart() {
    String id = TestSpans.randomSpanId();
    Span one = TestSpans.span().name("one").spanId(id).at(0, 10).build();
    Span two = TestSpans.span().name("two").spanId(id).at(1, 10).build();
    Span child = TestSpans.span().name("child").childOf(two).at(2, 3).build();

    assertThat(drawn(one, two, child)).isEqualTo("one|two|.child");
  }

  @Test
  void of_runningSpan_coversNoTimeItself() {
    Span running = TestSpans.agent("agent").running(0).build();
    Span done = TestSpans.tool("t").childOf(running).at(10, 20).build();

    SpanNode root = tree(running, done).get(0);

    assertThat(root.self().durationNanos()).isZero();
    assertThat(root.subtree().durationNanos()).isEqualTo(10 * MILLI);
  }

  @Test
  void of_noSpans_emptyTree() {
    assertThat(tree()).isEmpty();
  }

  private static io.treeline.exporter.model.SpanBuilder inCircle(
      String trace, String name, String parent) {
    return TestSpans.span()
        .trace(trace)
        .name(name)
        .spanId("000000000000000" + name)
        .parentId("000000000000000" + parent);
  }

  private static List<SpanNode> tree(Span... spans) {
    List<Span> reversed = Arrays.asList(spans.clone());
    Collections.reverse(reversed);
    SpanForest forest = SpanForest.of(reversed);
    return SpanTree.of(forest, PathDerivation.derive(forest)).nodes();
  }

  /** Names, each with a dot for every ancestor. */
  private static String drawn(Span... spans) {
    return tree(spans).stream()
        .map(node -> ".".repeat(node.depth()) + node.span().name())
        .collect(Collectors.joining("|"));
  }
}
