package io.treeline.exporter.analysis;

import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanStatus;
import io.treeline.exporter.session.Folding;
import io.treeline.exporter.session.SpanForest;
import io.treeline.exporter.session.SpanPath;
import io.treeline.exporter.session.UsageLayers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A session's spans, with the orders and relations that all findings need. */
final class Work {

  final SpanForest forest;
  final UsageLayers layers;
  final Folding folding;
  final Places places;
  final List<SpanPath> paths;
  private final @Nullable String[] names;
  private final Map<String, String> sameNames = new HashMap<>();
  private final int[] order;
  private final int[] rank;
  private final int[] scopeOwner;
  private final boolean[] childFailed;
  private final Spend[] inside;
  private final Scope[] scopes;

  private Work(SpanForest forest, UsageLayers layers, Folding folding, List<SpanPath> paths) {
    this.forest = forest;
    this.layers = layers;
    this.folding = folding;
    this.paths = paths;
    this.places = Places.of(paths);
    this.names = new String[forest.size()];
    this.order = order(forest);
    this.rank = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      rank[order[i]] = i;
    }
    this.scopeOwner = scopeOwners(forest);
    this.childFailed = new boolean[order.length];
    this.inside = new Spend[order.length];
    // The last one is the session's.
    this.scopes = new Scope[order.length + 1];
  }

  static Work of(SpanForest forest, UsageLayers layers, Folding folding, List<SpanPath> paths) {
    Work work = new Work(forest, layers, folding, paths);
    work.addUp();
    work.fillScopes();
    return work;
  }

  int size() {
    return order.length;
  }

  Span span(int node) {
    return forest.span(node);
  }

  OperationKind kind(int node) {
    return forest.span(node).operation().kind();
  }

  long start(int node) {
    return forest.span(node).startEpochNanos();
  }

  /** A span nobody said has ended covers no time yet. */
  long end(int node) {
    Long end = forest.span(node).endEpochNanos();
    return end == null ? start(node) : end;
  }

  boolean ended(int node) {
    return forest.span(node).endEpochNanos() != null;
  }

  boolean failed(int node) {
    return forest.span(node).status() == SpanStatus.ERROR;
  }

  /** Whether the error happened here: none of the children is in error. */
  boolean isCause(int node) {
    return failed(node) && !childFailed[node];
  }

  String path(int node) {
    return paths.get(node).path();
  }

  /** Whether a node begins a visit of a place that it is at or below; of {@code /} none does. */
  boolean isEntry(int node, int place) {
    int parent = forest.parent(node);
    return place != places.root() && (parent < 0 || !places.isWithin(places.of(parent), place));
  }

  /** The node that starts {@code position}th. */
  int byStart(int position) {
    return order[position];
  }

  /** Position of a node among all by start. */
  int rank(int node) {
    return rank[node];
  }

  /** Rank of the first span that starts at or after a time. */
  int rankFrom(long time) {
    int low = 0;
    int high = order.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (start(order[middle]) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Counted usage of a node and everything inside; its time is the node's. */
  Spend inside(int node) {
    return inside[node];
  }

  Scope scope(int node) {
    return scopeOf(scopeOwner[node]);
  }

  /** The scope that a run, or the session at -1, is for what it does; made when first asked for. */
  Scope scopeOf(int owner) {
    int index = owner < 0 ? scopes.length - 1 : owner;
    Scope scope = scopes[index];
    if (scope == null) {
      scope = new Scope(owner);
      scopes[index] = scope;
    }
    return scope;
  }

  /** All scopes in which anything happened. */
  List<Scope> scopes() {
    return java.util.Arrays.stream(scopes).filter(java.util.Objects::nonNull).toList();
  }

  /** Whether a node is a call that a model or the application chooses among others. */
  boolean isCall(int node) {
    boolean callable =
        switch (kind(node)) {
          case TOOL, MCP, AGENT, RETRIEVER, EMBEDDING, RERANKER, MEMORY -> true;
          default -> false;
        };
    return callable && folding.into(node) < 0 && layers.outer(node) < 0;
  }

  boolean isModelCall(int node) {
    return kind(node) == OperationKind.LLM && layers.outer(node) < 0;
  }

  /** What is called: same name, same thing. */
  String name(int node) {
    String name = names[node];
    if (name == null) {
      name = sameNames.computeIfAbsent(nameOf(node), first -> first);
      names[node] = name;
    }
    return name;
  }

  private String nameOf(int node) {
    Operation operation = span(node).operation();
    return switch (operation.kind()) {
      case TOOL, MCP -> "tool " + firstOf(operation.toolName(), span(node).name());
      case AGENT -> "agent " + firstOf(operation.agentName(), span(node).name());
      case EMBEDDING, RERANKER -> operation.kind().name();
      default -> operation.kind() + " " + firstOf(operation.toolName(), span(node).name());
    };
  }

  /** The name to show. */
  String label(int node) {
    Operation operation = span(node).operation();
    return switch (operation.kind()) {
      case TOOL, MCP, RETRIEVER -> firstOf(operation.toolName(), span(node).name());
      case AGENT -> firstOf(operation.agentName(), span(node).name());
      case LLM, EMBEDDING, RERANKER -> firstOf(operation.model(), span(node).name());
      default -> span(node).name();
    };
  }

  private static String firstOf(@Nullable String preferred, String otherwise) {
    return preferred == null || preferred.isBlank() ? otherwise : preferred;
  }

  private void addUp() {
    for (int node = order.length - 1; node >= 0; node--) {
      Spend own = own(node).lasting(end(node) - start(node));
      inside[node] = inside[node] == null ? own : own.plus(inside[node].lasting(0));
      int parent = forest.parent(node);
      if (parent >= 0) {
        inside[parent] = inside[parent] == null ? inside[node] : inside[parent].plus(inside[node]);
        childFailed[parent] |= failed(node);
      }
    }
  }

  private Spend own(int node) {
    Operation operation = span(node).operation();
    if (!operation.ownsUsage() || !layers.counts(node)) {
      return Spend.NONE;
    }
    return new Spend(
        0, 0, operation.usage().input(), operation.usage().output(), operation.costUsd());
  }

  private void fillScopes() {
    for (int node : order) {
      if (isModelCall(node)) {
        Scope scope = scope(node);
        scope.models.add(node);
        scope.modelAttempts.nodes.add(node);
        if (!failed(node)) {
          scope.answers.add(node);
        }
      } else if (Said.isPerson(span(node))) {
        scope(node).people.add(node);
      } else if (isCall(node)) {
        addCall(scope(node), node);
      }
    }
  }

  /** What is called, with what. */
  record Call(String name, long arguments) {}

  private void addCall(Scope scope, int node) {
    scope.calls.add(node);
    String name = name(node);
    scope.byName.computeIfAbsent(name, unused -> new Candidates()).nodes.add(node);
    Long arguments = Said.arguments(span(node));
    if (arguments != null) {
      scope
          .byArguments
          .computeIfAbsent(new Call(name, arguments), unused -> new Candidates())
          .nodes
          .add(node);
    }
  }

  private static int[] order(SpanForest forest) {
    int[] order = new int[forest.size()];
    for (int position = 0; position < order.length; position++) {
      order[position] = forest.byStart(position);
    }
    return order;
  }

  private static int[] scopeOwners(SpanForest forest) {
    int[] owners = new int[forest.size()];
    int[] runs = new int[forest.size()];
    int[] tops = new int[forest.size()];
    for (int node = 0; node < owners.length; node++) {
      int parent = forest.parent(node);
      tops[node] = parent < 0 ? node : tops[parent];
      runs[node] = parent < 0 ? -1 : isRun(forest, parent) ? parent : runs[parent];
      owners[node] = runs[node] >= 0 ? runs[node] : tops[node] == node ? -1 : tops[node];
    }
    return owners;
  }

  private static boolean isRun(SpanForest forest, int node) {
    return switch (forest.span(node).operation().kind()) {
      case AGENT, TOOL, MCP -> true;
      default -> false;
    };
  }
}
