package io.treeline.javaagent.instrumentation.springaialibaba;

import com.alibaba.cloud.ai.graph.CompiledGraph;
import com.alibaba.cloud.ai.graph.GraphResponse;
import com.alibaba.cloud.ai.graph.NodeOutput;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.javaagent.treeline.genai.AgentInvocation;
import io.opentelemetry.javaagent.treeline.genai.AgentRun;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.treeline.javaagent.reactive.Observed;
import io.treeline.semconv.TreelineAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One run of a graph. Branches run at the same time; mutable state is guarded by {@code this}. */
final class GraphRun implements Observed<Object> {

  private static final ContextKey<GraphRun> KEY = ContextKey.named("treeline-saa-run");

  private final CompiledGraph graph;
  private final AgentInvocation invocation;
  private final boolean drawn;
  private final @Nullable AgentRun agent;
  private final Map<String, Long> visits = new HashMap<>();
  private final AtomicBoolean ended = new AtomicBoolean();
  private @Nullable Map<String, Object> state;
  private @Nullable Throwable failure;
  private boolean interrupted;

  /**
   * @param drawn whether the application drew the graph itself: then its nodes are steps
   * @param works whether it is an agent that asks its model itself
   */
  GraphRun(CompiledGraph graph, AgentInvocation invocation, boolean drawn, boolean works) {
    this.graph = graph;
    this.invocation = invocation;
    this.drawn = drawn;
    this.agent = works ? AgentRun.of(invocation).throughClient() : null;
  }

  /** The run of a graph that the application drew and {@code context} is directly in, or null. */
  static @Nullable GraphRun drawnIn(Context context) {
    GraphRun run = context.get(KEY);
    return run != null && run.drawn ? run : null;
  }

  CompiledGraph graph() {
    return graph;
  }

  /** Counts a node's run: 1 is its first. */
  synchronized long visit(String node) {
    return visits.merge(node, 1L, Long::sum);
  }

  /** An edge was taken. */
  void edge(String from, List<String> offered, String to) {
    invocation.decided(
        "route", offered, List.of(to), null, Attributes.of(TreelineAttributes.EDGE_FROM, from));
  }

  @Override
  public Context context() {
    return (agent == null ? AgentRun.leave(invocation.context()) : agent.context()).with(KEY, this);
  }

  @Override
  public Context callerContext() {
    return invocation.parentContext();
  }

  /** Failures and interruptions are responses as well. */
  @Override
  public synchronized void next(Object given) {
    if (!(given instanceof GraphResponse<?> response)) {
      return;
    }
    if (response.isError()) {
      failure = failureOf(response);
    } else if (response.getOutput() != null
        && response.getOutput().isDone()
        && response.getOutput().getNow(null) instanceof NodeOutput output
        && output.state() != null) {
      state = output.state().data();
    }
    Object result = response.resultValue().orElse(null);
    if (result != null && result.getClass().getSimpleName().equals("InterruptionMetadata")) {
      interrupted = true;
    }
  }

  @Override
  public void completed() {
    Throwable thrown;
    synchronized (this) {
      thrown = failure;
    }
    if (thrown == null) {
      end(interrupted ? "human" : "final_answer");
    } else {
      failed(thrown);
    }
  }

  @Override
  public void failed(Throwable thrown) {
    if (ended.compareAndSet(false, true)) {
      invocation.set(
          TreelineAttributes.AGENT_STOP_REASON,
          thrown.getClass().getSimpleName().contains("LimitExceeded") ? "max_iterations" : "error");
      invocation.fail(thrown);
    }
  }

  /** Who asked may have what it wanted: the graph's last response ends it all the same. */
  @Override
  public void cancelled() {
    end("cancelled");
  }

  private void end(String reason) {
    if (ended.compareAndSet(false, true)) {
      invocation.set(TreelineAttributes.AGENT_STOP_REASON, reason);
      invocation.end(output());
    }
  }

  private synchronized List<Message> output() {
    return agent == null || state == null || !GenAiConfig.get().captureContent()
        ? List.of()
        : StateValues.lastAnswer(state);
  }

  private static Throwable failureOf(GraphResponse<?> response) {
    try {
      response.getOutput().join();
      return new IllegalStateException("the graph failed");
    } catch (CompletionException e) {
      return e.getCause() == null ? e : e.getCause();
    } catch (RuntimeException e) {
      return e;
    }
  }
}
