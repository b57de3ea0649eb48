package io.treeline.javaagent.instrumentation.springaialibaba;

import com.alibaba.cloud.ai.graph.GraphRunnerContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.api.internal.cache.Cache;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.GraphNode;
import io.opentelemetry.javaagent.treeline.genai.HandedToolCall;
import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.semconv.TreelineAttributes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What the advice about nodes and edges does. */
public final class Nodes {

  private static final ContextKey<Announced> ANNOUNCED = ContextKey.named("treeline-saa-node");
  private static final ContextKey<Object> ACTION = ContextKey.named("treeline-saa-action");

  /** Names of branches by their actions. Weak and by identity. */
  private static final Cache<Object, String> BRANCHES = Cache.weak();

  private static final OptionalField ACTIONS = OptionalField.named("actions");
  private static final OptionalField ACTION_NAMES = OptionalField.named("actionNodeIds");
  private static final OptionalMethod ID = OptionalMethod.named("id");
  private static final OptionalMethod NAME = OptionalMethod.named("name");
  private static final OptionalMethod VALUE = OptionalMethod.named("value");
  private static final OptionalMethod MAPPINGS = OptionalMethod.named("mappings");
  private static final OptionalMethod GOTO = OptionalMethod.named("gotoNode");

  private Nodes() {}

  /** A node is about to run; null when it is none of the application's. */
  @SuppressWarnings("MustBeClosedChecker") // closed by the advice
  public static @Nullable Scope announce(@Nullable GraphRunnerContext runner) {
    Context current = Context.current();
    GraphRun run = GraphRun.drawnIn(current);
    String node = run == null || runner == null ? null : runner.getNextNodeId();
    return node == null || run == null || Graphs.isSubgraph(run.graph(), node)
        ? null
        : current.with(ANNOUNCED, new Announced(node, new AtomicBoolean())).makeCurrent();
  }

  /** A tool that a model chose is about to be executed. */
  @SuppressWarnings("MustBeClosedChecker") // closed by the advice
  public static @Nullable Scope handOver(@Nullable Object chosen) {
    String name = NAME.text(chosen);
    return name == null
        ? null
        : HandedToolCall.handOver(Context.current(), name, ID.text(chosen)).makeCurrent();
  }

  /** An action begins; null when it is no node's, or stands for several at once. */
  @SuppressWarnings({"MustBeClosedChecker", "ReferenceEquality"}) // closed by end
  public static @Nullable Object begin(Object action) {
    Context current = Context.current();
    GraphRun run = GraphRun.drawnIn(current);
    if (run == null || current.get(ACTION) == action) {
      return null;
    }
    if (action.getClass().getSimpleName().equals("AsyncParallelNodeAction")) {
      learn(action);
      return null;
    }
    String name = BRANCHES.get(action);
    if (name == null) {
      Announced announced = current.get(ANNOUNCED);
      name =
          announced != null && announced.taken.compareAndSet(false, true) ? announced.name : null;
    }
    if (name == null || Graphs.isSubgraph(run.graph(), name)) {
      return null;
    }
    GraphNode node = GraphRuns.TELEMETRY.startNode(current, name, null);
    node.set(TreelineAttributes.AGENT_ITERATION, run.visit(name));
    return new Running(node, node.context().with(ACTION, action).makeCurrent());
  }

  public static void end(
      @Nullable Object begun, @Nullable Object update, @Nullable Throwable thrown) {
    if (begun instanceof Running running) {
      running.scope.close();
      if (thrown != null) {
        running.node.fail(thrown);
      } else if (update instanceof CompletionStage<?> later) {
        later.whenComplete((values, failure) -> running.end(values, failure));
      } else {
        running.node.end(null);
      }
    }
  }

  /** The next node was found. */
  public static void edge(@Nullable Object edge, @Nullable String from, @Nullable Object command) {
    GraphRun run = GraphRun.drawnIn(Context.current());
    String to = GOTO.text(command);
    if (run == null || from == null || to == null) {
      return;
    }
    List<String> offered =
        MAPPINGS.call(VALUE.call(edge)) instanceof Map<?, ?> mappings
            ? mappings.values().stream().map(String::valueOf).distinct().sorted().toList()
            : List.of();
    run.edge(from, offered, to);
  }

  private static void learn(Object parallel) {
    if (ACTIONS.get(parallel) instanceof List<?> actions
        && ACTION_NAMES.get(parallel) instanceof List<?> names) {
      for (int i = 0; i < Math.min(actions.size(), names.size()); i++) {
        BRANCHES.put(actions.get(i), String.valueOf(names.get(i)));
      }
    }
  }

  private record Announced(String name, AtomicBoolean taken) {}

  private record Running(GraphNode node, Scope scope) {

    void end(@Nullable Object values, @Nullable Throwable failure) {
      if (failure != null) {
        node.fail(failure);
      } else if (values instanceof Map<?, ?> update
          && !StateValues.streams(update)
          && GenAiConfig.get().captureContent()) {
        node.end(StateValues.plain(update));
      } else {
        node.end(null);
      }
    }
  }
}
