package io.treeline.exporter.session;

import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TokenUsage;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Model calls seen by more than one layer, such as a framework's span around the client's: each is
 * counted once.
 *
 * <p>A span whose kind owns usage is the inner layer of the nearest such span above it, when that
 * is of the same kind, only {@link OperationKind#OTHER}, {@link OperationKind#STEP} and {@link
 * OperationKind#WORKFLOW} lie between them, it is at most {@value #MAX_STEPS} steps up, and it had
 * not ended when the inner one began. Agents, tools and all other kinds do work of their own: calls
 * inside of them are other calls.
 *
 * <p>Of the layers of a call that one counts which knows most of input tokens, output tokens and
 * cost; of equals the innermost, which stands nearest to the provider. Where a layer has several
 * calls inside, what the best of them knows is compared. The others are suppressed: they add
 * neither tokens nor cost, and are no calls. The store works the same out for its sums.
 *
 * <p>An agent that reports usage repeats the sum of what is below it, so it is suppressed where a
 * call or another agent at most {@value #MAX_CLIMB} steps below reports any. Where none does, as
 * with an agent of another process that sends no spans, its usage counts.
 */
public final class UsageLayers {

  /** How far an inner layer is below the outer one at most, and how many layers a call can have. */
  public static final int MAX_STEPS = 16;

  /** How far below an agent what makes its usage superfluous is at most. */
  public static final int MAX_CLIMB = 64;

  /** Why a span's usage does not count. */
  public enum Rule {
    /** A layer inside reports at least as much of it. */
    DESCENDANT_REPORTS_USAGE("descendant-reports-usage"),
    /** It reports nothing, and a layer inside is the call. */
    DESCENDANT_IS_THE_CALL("descendant-is-the-call"),
    /** A layer around it knows more of the same call. */
    ANCESTOR_REPORTS_USAGE("ancestor-reports-usage");

    private final String id;

    Rule(String id) {
      this.id = id;
    }

    /** What is stored and shown. */
    public String id() {
      return id;
    }
  }

  /**
   * A span that does not count.
   *
   * @param rule why
   * @param by node of the layer that made it superfluous
   */
  public record Suppressed(Rule rule, int by) {}

  private final int[] outer;
  private final int[] inner;
  private final @Nullable Suppressed[] suppressed;

  private UsageLayers(int[] outer, int[] inner, @Nullable Suppressed[] suppressed) {
    this.outer = outer;
    this.inner = inner;
    this.suppressed = suppressed;
  }

  /** Finds the layers among the spans of a session. */
  public static UsageLayers of(SpanForest forest) {
    int[] outer = outer(forest);
    int[] inner = new int[outer.length];
    for (int up : outer) {
      if (up >= 0) {
        inner[up]++;
      }
    }
    @Nullable Suppressed[] suppressed = suppressed(forest, outer);
    suppressAgents(forest, suppressed);
    return new UsageLayers(outer, inner, suppressed);
  }

  /** Whether tokens, cost and the call itself are counted, if the kind owns usage at all. */
  public boolean counts(int node) {
    return suppressed[node] == null;
  }

  /** Why a node does not count; null when it does. */
  public @Nullable Suppressed suppressed(int node) {
    return suppressed[node];
  }

  /** The next layer around a node; -1 when there is none. */
  public int outer(int node) {
    return outer[node];
  }

  /** Number of layers directly inside of a node. */
  public int inner(int node) {
    return inner[node];
  }

  private static int[] outer(SpanForest forest) {
    int[] parents = parentsAsSent(forest);
    int[] outer = new int[forest.size()];
    Arrays.fill(outer, -1);
    for (int node = 0; node < outer.length; node++) {
      OperationKind kind = kind(forest, node);
      if (!kind.ownsUsage()) {
        continue;
      }
      int at = parents[node];
      for (int step = 1; step <= MAX_STEPS && at >= 0 && isTransparent(forest, at); step++) {
        at = step == MAX_STEPS ? -1 : parents[at];
      }
      if (at >= 0 && at != node && kind(forest, at) == kind && isWithin(forest, node, at)) {
        outer[node] = at;
      }
    }
    return outer;
  }

  /** With the circles, which a forest cuts: the store cannot know where. */
  private static int[] parentsAsSent(SpanForest forest) {
    int[] parents = new int[forest.size()];
    Map<String, Integer> cut = new HashMap<>();
    for (int node = 0; node < parents.length; node++) {
      parents[node] = forest.parent(node);
      Span span = forest.span(node);
      if (parents[node] < 0 && span.parentSpanId() != null) {
        cut.put(span.key().traceId() + span.parentSpanId(), node);
      }
    }
    if (!cut.isEmpty()) {
      for (int node = 0; node < parents.length; node++) {
        Span span = forest.span(node);
        Integer child = cut.get(span.key().traceId() + span.key().spanId());
        if (child != null) {
          parents[child] = node;
        }
      }
    }
    return parents;
  }

  private static boolean isTransparent(SpanForest forest, int node) {
    return switch (kind(forest, node)) {
      case OTHER, STEP, WORKFLOW -> true;
      default -> false;
    };
  }

  private static boolean isWithin(SpanForest forest, int node, int around) {
    Long end = forest.span(around).endEpochNanos();
    return end == null || forest.span(node).startEpochNanos() <= end;
  }

  private static @Nullable Suppressed[] suppressed(SpanForest forest, int[] outer) {
    int n = outer.length;
    int[] best = new int[n];
    int[] bestDepth = new int[n];
    Arrays.fill(best, -1);
    for (int node = 0; node < n; node++) {
      int depth = 1;
      for (int up = outer[node]; up >= 0 && up != node && depth <= MAX_STEPS; up = outer[up]) {
        if (best[up] < 0 || isBetter(forest, node, depth, best[up], bestDepth[up])) {
          best[up] = node;
          bestDepth[up] = depth;
        }
        depth++;
      }
    }
    @Nullable Suppressed[] result = new Suppressed[n];
    for (int node = 0; node < n; node++) {
      int above = knowingMore(forest, outer, best, node);
      if (above >= 0) {
        result[node] = new Suppressed(Rule.ANCESTOR_REPORTS_USAGE, above);
      } else if (best[node] >= 0 && level(forest, node) <= level(forest, best[node])) {
        Rule rule =
            level(forest, node) == 0 ? Rule.DESCENDANT_IS_THE_CALL : Rule.DESCENDANT_REPORTS_USAGE;
        result[node] = new Suppressed(rule, best[node]);
      }
    }
    return result;
  }

  /** Agents that repeat what is below: climbs from whatever reports usage to the next of them. */
  private static void suppressAgents(SpanForest forest, @Nullable Suppressed[] suppressed) {
    if (noAgentReports(forest)) {
      return;
    }
    int[] parents = parentsAsSent(forest);
    // By start, so that the first to arrive at an agent is the one to name.
    for (int position = 0; position < parents.length; position++) {
      int node = forest.byStart(position);
      if (!ownsKnownUsage(forest, node)) {
        continue;
      }
      int at = parents[node];
      for (int step = 1; step < MAX_CLIMB && at >= 0 && !isReportingAgent(forest, at); step++) {
        at = parents[at];
      }
      if (at >= 0 && at != node && isReportingAgent(forest, at) && suppressed[at] == null) {
        suppressed[at] = new Suppressed(Rule.DESCENDANT_REPORTS_USAGE, node);
      }
    }
  }

  private static boolean noAgentReports(SpanForest forest) {
    for (int node = 0; node < forest.size(); node++) {
      if (isReportingAgent(forest, node)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isReportingAgent(SpanForest forest, int node) {
    return kind(forest, node) == OperationKind.AGENT
        && forest.span(node).operation().reportsUsage();
  }

  private static boolean ownsKnownUsage(SpanForest forest, int node) {
    Operation operation = forest.span(node).operation();
    return operation.ownsUsage() && operation.reportsUsage();
  }

  /** The layer around a node that knows more than all inside of it; -1 when there is none. */
  private static int knowingMore(SpanForest forest, int[] outer, int[] best, int node) {
    int found = -1;
    int depth = 1;
    for (int up = outer[node]; up >= 0 && up != node && depth <= MAX_STEPS; up = outer[up]) {
      int level = level(forest, up);
      if (best[up] >= 0
          && level > level(forest, best[up])
          && (found < 0 || level > level(forest, found))) {
        found = up;
      }
      depth++;
    }
    return found;
  }

  private static boolean isBetter(
      SpanForest forest, int node, int depth, int other, int otherDepth) {
    int byLevel = Integer.compare(level(forest, node), level(forest, other));
    if (byLevel != 0) {
      return byLevel > 0;
    }
    if (depth != otherDepth) {
      return depth > otherDepth;
    }
    Span one = forest.span(node);
    Span two = forest.span(other);
    int byStart = Long.compare(one.startEpochNanos(), two.startEpochNanos());
    return byStart != 0 ? byStart < 0 : one.key().compareTo(two.key()) < 0;
  }

  /** How much a span knows of its call; of what was cached only where all else is equal. */
  private static int level(SpanForest forest, int node) {
    Operation operation = forest.span(node).operation();
    TokenUsage usage = operation.usage();
    int counts =
        (usage.input() != null ? 1 : 0)
            + (usage.output() != null ? 1 : 0)
            + (operation.costUsd() != null ? 1 : 0);
    return 2 * counts + (usage.cacheRead() != null || usage.cacheWrite() != null ? 1 : 0);
  }

  private static OperationKind kind(SpanForest forest, int node) {
    return forest.span(node).operation().kind();
  }
}
