package io.treeline.javaagent.instrumentation.langchain4j.agentic;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.javaagent.treeline.genai.AgentInvocation;
import io.treeline.semconv.TreelineAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of an agent that calls others: how it arranges them, how often, and whether it was
 * stopped by its limit. Sub-agents may run at the same time; guarded by {@code this}.
 */
final class Workflow {

  private static final ContextKey<Workflow> KEY = ContextKey.named("treeline-lc4j-workflow");

  private final AgentInvocation agent;
  private final @Nullable String topology;
  private final @Nullable Long maxIterations;
  private final List<String> offered;

  private final Set<Object> calledThisIteration =
      Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<String> called = new ArrayList<>();
  private long iteration;
  private @Nullable Object failedInvoker;
  private int failures;
  private boolean done;
  private @Nullable Object lastDecision;

  /**
   * @param maxIterations rounds of a loop or calls of a supervisor; null when unlimited or unknown
   * @param offered names of the sub-agents, as far as known
   */
  Workflow(
      AgentInvocation agent,
      @Nullable String topology,
      @Nullable Long maxIterations,
      List<String> offered) {
    this.agent = agent;
    this.topology = topology;
    this.maxIterations = maxIterations;
    this.offered = new ArrayList<>(offered);
    agent.set(TreelineAttributes.AGENT_TOPOLOGY, topology);
    agent.set(TreelineAttributes.AGENT_MAX_ITERATIONS, maxIterations);
  }

  static @Nullable Workflow in(Context context) {
    return context.get(KEY);
  }

  Context storeInContext(Context context) {
    return context.with(KEY, this);
  }

  /** Whether it runs as its planner pleases, and the planner is not a supervisor. */
  boolean isDecidedByPlanner() {
    return topology == null;
  }

  boolean isSupervisor() {
    return Topologies.SUPERVISOR.equals(topology);
  }

  List<String> offered() {
    return offered;
  }

  AgentInvocation agent() {
    return agent;
  }

  /**
   * A sub-agent is about to run.
   *
   * @param invoker stands for the sub-agent; the same for each of its calls
   * @param name of the sub-agent; null when it has none
   */
  @SuppressWarnings("ReferenceEquality") // one object stands for one sub-agent
  synchronized Step step(Object invoker, @Nullable String name) {
    done = false;
    if (name != null && !called.contains(name)) {
      called.add(name);
    }
    boolean retried = failedInvoker == invoker;
    failedInvoker = null;
    if (retried) {
      return new Step(iterationOrNull(), failures);
    }
    failures = 0;
    if (isSupervisor() || calledThisIteration.contains(invoker) || iteration == 0) {
      iteration++;
      calledThisIteration.clear();
    }
    calledThisIteration.add(invoker);
    return new Step(iterationOrNull(), 0);
  }

  /** Records what was chosen of the sub-agents. */
  void decided(String type, List<String> chosen, Attributes more) {
    agent.decided(type, offered, chosen, null, more);
  }

  /** A conditional workflow is at its end: those whose condition held are the ones that ran. */
  void end() {
    if (!Topologies.CONDITIONAL.equals(topology)) {
      return;
    }
    List<String> chosen;
    synchronized (this) {
      chosen = List.copyOf(called);
    }
    decided("route", chosen, Attributes.empty());
  }

  /** The sub-agent failed; when it is called next, that is another attempt. */
  synchronized void failed(Object invoker) {
    failedInvoker = invoker;
    failures++;
  }

  /** A loop's exit condition, or a supervisor, said whether the work is done. */
  synchronized void exitTested(boolean isDone) {
    done = isDone;
  }

  /** Whether {@code decision} is one not seen before. */
  @SuppressWarnings("ReferenceEquality") // equal plans are two decisions
  synchronized boolean isNewDecision(Object decision) {
    boolean isNew = lastDecision != decision;
    lastDecision = decision;
    return isNew;
  }

  /** Null when the workflow has no iterations or stopped before the last one allowed. */
  synchronized @Nullable String stopReason() {
    boolean limited = maxIterations != null && iteration >= maxIterations && !done;
    return limited ? "max_iterations" : null;
  }

  private @Nullable Long iterationOrNull() {
    boolean counted = isSupervisor() || Topologies.LOOP.equals(topology);
    return counted ? (Long) iteration : null;
  }

  /**
   * @param iteration 1 is the first; null when the workflow does not count
   * @param attempt 0 is the first
   */
  record Step(@Nullable Long iteration, long attempt) {}
}
