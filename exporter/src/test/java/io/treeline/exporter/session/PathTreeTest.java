package io.treeline.exporter.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PathTreeTest {

  private static final long MILLI = 1_000_000;

  @Test
  void of_givenAndDerivedPaths_placesInOrderOfTime() {
    Span late = TestSpans.tool("late").path("/desk/b").at(50, 60).build();
    Span early = TestSpans.tool("early").path("/desk/c/deep").at(10, 20).build();
    Span derived = TestSpans.tool("derived").childOf(early).at(12, 14).build();
    Span other = TestSpans.agent("other").at(5, 6).build();

    assertThat(drawn(late, early, derived, other))
        .isEqualTo("other (derived)|desk|.c|..deep|...derived (derived)|.b");
  }

  @Test
  void of_spansAtTheRoot_everythingHangsUnderIt() {
    Span http = TestSpans.span().name("POST /chat").at(0, 100).build();
    Span agent = TestSpans.agent("desk").childOf(http).at(1, 99).build();

    assertThat(drawn(http, agent)).isEqualTo("/ (derived)|.desk (derived)");
  }

  @Test
  void of_twoVisitsOfOnePlace_durationsAreUnionsOfTimes() {
    Span agent = TestSpans.agent("desk").at(0, 100).build();
    Span one = TestSpans.tool("look").childOf(agent).at(10, 30).build();
    Span two = TestSpans.tool("look").childOf(agent).at(20, 50).build();
    Span after = TestSpans.tool("look").childOf(agent).at(90, 120).build();

    List<PathNode> nodes = tree(agent, one, two, after);

    PathNode desk = nodes.get(0);
    PathNode look = nodes.get(1);
    assertThat(look.path()).isEqualTo("/desk/look");
    assertThat(look.spanKeys()).containsExactly(one.key(), two.key(), after.key());
    assertThat(look.self().durationNanos()).isEqualTo(70 * MILLI);
    assertThat(look.startEpochNanos()).isEqualTo(one.startEpochNanos());
    assertThat(look.endEpochNanos()).isEqualTo(after.endEpochNanos());
    assertThat(desk.self().durationNanos()).isEqualTo(100 * MILLI);
    assertThat(desk.subtree().durationNanos()).isEqualTo(120 * MILLI);
    assertThat(desk.subtree().toolCalls()).isEqualTo(3);
  }

  @Test
  void of_placeWithoutSpans_hasNoneOfItsOwn() {
    Span deep = TestSpans.tool("deep").path("/a/b/c").at(10, 20).build();

    List<PathNode> nodes = tree(deep);

    assertThat(nodes).extracting(PathNode::path).containsExactly("/a", "/a/b", "/a/b/c");
    assertThat(nodes).extracting(node -> node.self().spans()).containsExactly(0L, 0L, 1L);
    assertThat(nodes).extracting(node -> node.subtree().spans()).containsExactly(1L, 1L, 1L);
    assertThat(nodes.get(0).spanKeys()).isEmpty();
  }

  private static List<PathNode> tree(Span... spans) {
    SpanForest forest = SpanForest.of(List.of(spans));
    return PathTree.of(forest, PathDerivation.derive(forest)).nodes();
  }

  private static String drawn(Span... spans) {
    return tree(spans).stream()
        .map(node -> ".".repeat(node.depth()) + node.label() + (node.derived() ? " (derived)" : ""))
        .collect(Collectors.joining("|"));
  }
}
