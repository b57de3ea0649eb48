package io.treeline.exporter.compare;

import io.treeline.exporter.compare.SessionComparison.Step;
import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanStatus;
import io.treeline.exporter.model.Totals;
import io.treeline.exporter.session.Folding;
import io.treeline.exporter.session.PathDerivation;
import io.treeline.exporter.session.SpanForest;
import io.treeline.exporter.session.SpanNode;
import io.treeline.exporter.session.SpanPath;
import io.treeline.exporter.session.SpanTree;
import io.treeline.exporter.session.UsageLayers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of a session as a tree, by number; roots are the children of -1. */
final class Steps {

  private final List<SpanNode> nodes;
  private final List<List<Integer>> children = new ArrayList<>();
  private final List<Integer> roots = new ArrayList<>();
  private final long start;

  private Steps(SpanForest forest, List<SpanNode> nodes, Folding folding) {
    this.nodes = nodes;
    int[] shown = new int[nodes.size()];
    long first = Long.MAX_VALUE;
    for (int node = 0; node < shown.length; node++) {
      children.add(new ArrayList<>());
      first = Math.min(first, nodes.get(node).span().startEpochNanos());
      int parent = forest.parent(node);
      int above = parent < 0 ? -1 : shown[parent];
      boolean step = isStep(nodes.get(node).span()) && folding.into(node) < 0;
      if (step) {
        (above < 0 ? roots : children.get(above)).add(node);
      }
      shown[node] = step ? node : above;
    }
    this.start = first;
  }

  static Steps of(Collection<Span> spans) {
    SpanForest forest = SpanForest.of(spans);
    List<SpanPath> paths = PathDerivation.derive(forest);
    Folding folding = Folding.of(forest, UsageLayers.of(forest));
    return new Steps(forest, SpanTree.of(forest, paths).nodes(), folding);
  }

  private static boolean isStep(Span span) {
    OperationKind kind = span.operation().kind();
    return kind != OperationKind.OTHER && kind != OperationKind.STEP;
  }

  /** Those directly inside, by start. */
  List<Integer> children(int node) {
    return node < 0 ? roots : children.get(node);
  }

  Span span(int node) {
    return nodes.get(node).span();
  }

  /** Steps with the same key may stand for the same. */
  String key(int node) {
    return span(node).operation().kind() + nodes.get(node).path().path();
  }

  @Nullable Long arguments(int node) {
    return span(node).operation().toolArgumentsHash();
  }

  Step step(int node) {
    Span span = span(node);
    Totals totals = nodes.get(node).subtree();
    Long end = span.endEpochNanos();
    Long input = totals.tokens().input();
    Long output = totals.tokens().output();
    return new Step(
        span.key(),
        span.operation().kind(),
        label(span),
        nodes.get(node).path().path(),
        span.startEpochNanos() - start,
        end == null ? null : (Long) (end - span.startEpochNanos()),
        input == null ? output : output == null ? input : (Long) (input + output),
        totals.costUsd(),
        error(span));
  }

  static @Nullable String error(Span span) {
    if (span.status() != SpanStatus.ERROR) {
      return null;
    }
    String type = span.errorType();
    return type == null ? "error" : type;
  }

  private static String label(Span span) {
    Operation operation = span.operation();
    String name =
        switch (operation.kind()) {
          case AGENT -> operation.agentName();
          case LLM, EMBEDDING, RERANKER -> operation.model();
          default -> operation.toolName();
        };
    return name == null || name.isBlank() ? span.name() : name;
  }
}
