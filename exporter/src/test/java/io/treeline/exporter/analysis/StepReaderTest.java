package io.treeline.exporter.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanBuilder;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.session.Folding;
import io.treeline.exporter.session.PathDerivation;
import io.treeline.exporter.session.SpanForest;
import io.treeline.exporter.session.UsageLayers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StepReaderTest {

  private final List<Span> spans = new ArrayList<>();

  private Span add(SpanBuilder span) {
    Span built = span.build();
    spans.add(built);
    return built;
  }

  private List<PathStep> steps() {
    SpanForest forest = SpanForest.of(spans);
    UsageLayers layers = UsageLayers.of(forest);
    return StepReader.read(
        Work.of(forest, layers, Folding.of(forest, layers), PathDerivation.derive(forest)));
  }

  @Test
  void read_noSpans_isNothing() {
    assertThat(steps()).isEmpty();
  }

  @Test
  void read_spansAtTheRoot_enterNoBranch() {
    add(TestSpans.llm("m").path("/").at(0, 10));

    assertThat(steps()).isEmpty();
  }

  @Test
  void read_deepPathAtOnce_entersEveryPlaceOnTheWay() {
    add(TestSpans.llm("m").path("/a/b/c").at(0, 10));

    assertThat(steps())
        .containsExactly(
            new PathStep("/", null, "/a", 1),
            new PathStep("/", "/a", null, 1),
            new PathStep("/a", null, "/a/b", 1),
            new PathStep("/a", "/a/b", null, 1),
            new PathStep("/a/b", null, "/a/b/c", 1),
            new PathStep("/a/b", "/a/b/c", null, 1));
  }

  @Test
  void read_childAtThePlaceOfItsParent_isNoNewEntry() {
    Span outer = add(TestSpans.tool("x").at(0, 100));
    add(TestSpans.tool("x").childOf(outer).at(10, 90));

    assertThat(steps())
        .containsExactly(new PathStep("/", null, "/x", 1), new PathStep("/", "/x", null, 1));
  }

  @Test
  void read_runningVisit_saysNothingOfItsEnd() {
    Span agent = add(TestSpans.agent("a").running(0));
    add(TestSpans.tool("x").childOf(agent).at(10, 20));

    assertThat(steps())
        .containsExactly(
            new PathStep("/", null, "/a", 1),
            new PathStep("/", "/a", null, 1),
            new PathStep("/a", null, "/a/x", 1));
  }

  @Test
  void read_branchesOfTwoVisitsThatOverlap_areNotMixed() {
    Span one = add(TestSpans.agent("a").at(0, 100));
    Span two = add(TestSpans.agent("a").at(5, 105));
    add(TestSpans.tool("x").childOf(one).at(10, 20));
    add(TestSpans.tool("z").childOf(two).at(15, 20));
    add(TestSpans.tool("y").childOf(one).at(30, 40));

    assertThat(steps())
        .containsExactly(
            new PathStep("/", null, "/a", 1),
            new PathStep("/", "/a", null, 1),
            new PathStep("/", "/a", "/a", 1),
            new PathStep("/a", null, "/a/x", 1),
            new PathStep("/a", null, "/a/z", 1),
            new PathStep("/a", "/a/x", "/a/y", 1),
            new PathStep("/a", "/a/y", null, 1),
            new PathStep("/a", "/a/z", null, 1));
  }

  @Test
  void read_childThatGoesToAnotherTree_isABranchOfTheSession() {
    Span agent = add(TestSpans.agent("a").at(0, 100));
    add(TestSpans.tool("x").childOf(agent).path("/b/x").at(10, 20));

    assertThat(steps())
        .containsExactly(
            new PathStep("/", null, "/a", 1),
            new PathStep("/", "/a", "/b", 1),
            new PathStep("/", "/b", null, 1),
            new PathStep("/b", null, "/b/x", 1),
            new PathStep("/b", "/b/x", null, 1));
  }

  @Test
  void read_anyOrderOfArrival_isTheSame() {
    for (int run = 0; run < 3; run++) {
      Span agent = add(TestSpans.agent("a").at(run * 100, run * 100 + 90));
      for (int call = 0; call < 4; call++) {
        String tool = (run + call) % 2 == 0 ? "x" : "y";
        add(
            TestSpans.tool(tool)
                .childOf(agent)
                .at(run * 100 + call * 10, run * 100 + call * 10 + 9));
      }
    }
    List<PathStep> expected = steps();

    for (long seed = 0; seed < 20; seed++) {
      Collections.shuffle(spans, new Random(seed));

      assertThat(steps()).as("seed %d", seed).isEqualTo(expected);
    }
  }
}
