package io.treeline.exporter.session;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.model.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeInvariantsTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void of_randomSession_everySpanOnceInEachTree(long seed) {
    List<Span> spans = RandomSessions.session("s", seed, 300);
    SpanKey[] keys = spans.stream().map(Span::key).toArray(SpanKey[]::new);
    SpanForest forest = SpanForest.of(spans);
    List<SpanPath> paths = PathDerivation.derive(forest);

    assertThat(SpanTree.of(forest, paths).nodes())
        .extracting(node -> node.span().key())
        .containsExactlyInAnyOrder(keys);
    assertThat(PathTree.of(forest, paths).nodes())
        .flatExtracting(PathNode::spanKeys)
        .containsExactlyInAnyOrder(keys);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15})
  void of_randomSession_bothTreesAddUpToTheSame(long seed) {
    SpanForest forest = SpanForest.of(RandomSessions.session("s", seed, 300));
    List<SpanPath> paths = PathDerivation.derive(forest);
    List<Totals> bySpan = SpanTree.of(forest, paths).nodes().stream().map(SpanNode::self).toList();
    List<Totals> byPath = PathTree.of(forest, paths).nodes().stream().map(PathNode::self).toList();

    assertThat(Sums.of(bySpan)).isEqualTo(Sums.of(byPath));
    assertThat(Sums.of(rootsOfSpans(forest, paths))).isEqualTo(Sums.of(bySpan));
    assertThat(Sums.of(rootsOfPaths(forest, paths))).isEqualTo(Sums.of(byPath));
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void of_callsInLayers_bothTreesAddUpToTheSame(long seed) {
    SpanForest forest = SpanForest.of(RandomSessions.layered("s", seed, 300));
    List<SpanPath> paths = PathDerivation.derive(forest);
    List<Totals> bySpan = SpanTree.of(forest, paths).nodes().stream().map(SpanNode::self).toList();
    List<Totals> byPath = PathTree.of(forest, paths).nodes().stream().map(PathNode::self).toList();

    assertThat(Sums.of(bySpan)).isEqualTo(Sums.of(byPath));
    assertThat(Sums.of(bySpan).llmCalls()).isLessThan(llmSpans(forest));
  }

  private static long llmSpans(SpanForest forest) {
    return IntStream.range(0, forest.size())
        .filter(node -> forest.span(node).operation().kind() == OperationKind.LLM)
        .count();
  }

  @Test
  @Timeout(value = 20, unit = SECONDS)
  void of_hundredThousandSpans_inSeconds() {
    SpanForest forest = SpanForest.of(RandomSessions.session("s", 42, 100_000));
    List<SpanPath> paths = PathDerivation.derive(forest);

    assertThat(SpanTree.of(forest, paths).nodes()).hasSize(100_000);
    assertThat(PathTree.of(forest, paths).nodes()).isNotEmpty();
  }

  @Test
  @Timeout(value = 20, unit = SECONDS)
  void of_chainsFiftyThousandDeep_noStackNeeded() {
    Random random = new Random(7);
    List<Span> spans = new ArrayList<>();
    spans.add(TestSpans.agent("a0").at(0, 10).build());
    for (int i = 1; i < 50_000; i++) {
      // Times all over, so that no two spans cover each other.
      long start = random.nextInt(1_000_000_000);
      spans.add(TestSpans.agent("a" + i).childOf(spans.get(i - 1)).at(start, start + 10).build());
    }
    SpanForest forest = SpanForest.of(spans);
    List<SpanPath> paths = PathDerivation.derive(forest);

    List<SpanNode> nodes = SpanTree.of(forest, paths).nodes();

    assertThat(nodes.get(nodes.size() - 1).depth()).isEqualTo(49_999);
    assertThat(nodes.get(0).subtree().spans()).isEqualTo(50_000);
  }

  private static List<Totals> rootsOfSpans(SpanForest forest, List<SpanPath> paths) {
    return SpanTree.of(forest, paths).nodes().stream()
        .filter(node -> node.depth() == 0)
        .map(SpanNode::subtree)
        .toList();
  }

  private static List<Totals> rootsOfPaths(SpanForest forest, List<SpanPath> paths) {
    return PathTree.of(forest, paths).nodes().stream()
        .filter(node -> node.depth() == 0)
        .map(PathNode::subtree)
        .toList();
  }
}
