package io.treeline.javaagent.instrumentation.langgraph4j;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.javaagent.treeline.genai.AgentInvocation;
import io.opentelemetry.javaagent.treeline.genai.GraphNode;
import io.treeline.semconv.TreelineAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of a graph. Refers to no generator, so that an abandoned one can be collected. Branches
 * run at the same time; mutable state is guarded by {@code this}.
 */
final class GraphRun {

  private static final ContextKey<GraphRun> KEY = ContextKey.named("treeline-langgraph4j-run");

  /** Name for the graph that is about to run as a node of another; empty within its run. */
  static final ContextKey<String> NODE_OF = ContextKey.named("treeline-langgraph4j-sub");

  private final AgentInvocation workflow;
  private final Context context;
  private final boolean nested;
  private final @Nullable Long limit;

  private final List<GraphNode> streaming = new ArrayList<>();
  private final Map<String, Long> visits = new HashMap<>();
  private Runnable watch = () -> {};

  /**
   * @param nested whether the graph is a node of another one
   * @param limit how many steps it may take; null when unknown
   */
  GraphRun(AgentInvocation workflow, boolean nested, @Nullable Long limit) {
    this.workflow = workflow;
    this.nested = nested;
    this.limit = limit;
    this.context = workflow.context().with(KEY, this).with(NODE_OF, "");
    workflow.set(TreelineAttributes.AGENT_TOPOLOGY, "graph");
    workflow.set(TreelineAttributes.AGENT_MAX_ITERATIONS, limit);
  }

  static @Nullable GraphRun in(Context context) {
    return context.get(KEY);
  }

  /** For what the graph does. */
  Context context() {
    return context;
  }

  boolean isNested() {
    return nested;
  }

  AgentInvocation workflow() {
    return workflow;
  }

  /** Ends the run when nobody can ask for its next step any more. */
  void endWithout(Object generator) {
    Runnable released =
        workflow.whenUnreachable(
            generator,
            () -> {
              workflow.set(TreelineAttributes.AGENT_STOP_REASON, "cancelled");
              end();
            });
    synchronized (this) {
      watch = released;
    }
  }

  /** Counts a node's run: 1 is its first. */
  synchronized long visit(String node) {
    return visits.merge(node, 1L, Long::sum);
  }

  /** A node answered with a stream: it goes on until the run's next step. */
  synchronized void streams(GraphNode node) {
    streaming.add(node);
  }

  /** The run goes on or ends: streams of its nodes are at their end. */
  void endStreams() {
    List<GraphNode> ended;
    synchronized (this) {
      ended = List.copyOf(streaming);
      streaming.clear();
    }
    ended.forEach(node -> node.end(null));
  }

  /** An edge was taken. */
  void edge(String from, List<String> offered, List<String> to) {
    workflow.decided("route", offered, to, null, Attributes.of(TreelineAttributes.EDGE_FROM, from));
  }

  void stop(String reason) {
    workflow.set(TreelineAttributes.AGENT_STOP_REASON, reason);
    end();
  }

  void fail(@Nullable Throwable failure, boolean limited) {
    endStreams();
    workflow.set(
        TreelineAttributes.AGENT_STOP_REASON,
        limited && limit != null ? "max_iterations" : "error");
    if (failure == null) {
      workflow.end(List.of());
    } else {
      workflow.fail(failure);
    }
    release();
  }

  private void end() {
    endStreams();
    workflow.end(List.of());
    release();
  }

  private void release() {
    Runnable released;
    synchronized (this) {
      released = watch;
      watch = () -> {};
    }
    released.run();
  }
}
