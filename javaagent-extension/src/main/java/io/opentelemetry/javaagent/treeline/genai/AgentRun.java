package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.treeline.semconv.TreelineAttributes;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A run of an agent in which several layers of a framework take part: the one that knows the agent
 * starts it, the one that executes the agent's method joins it, and when that method answers with a
 * stream, the end of the stream is the end of the run. Thread-safe; never throws.
 */
public final class AgentRun {

  /** The run a context is in; {@link #NONE} inside of a tool. */
  private static final ContextKey<Object> KEY = ContextKey.named("treeline-genai-agent-run");

  private static final Object NONE = new Object();

  private final AgentInvocation invocation;
  private final @Nullable Method method;
  private final AtomicInteger modelCalls = new AtomicInteger();
  private final AtomicBoolean joined = new AtomicBoolean();
  private volatile boolean streaming;
  private volatile boolean throughClient;
  private volatile @Nullable String stopReason;

  private AgentRun(AgentInvocation invocation, @Nullable Method method) {
    this.invocation = invocation;
    this.method = method;
  }

  /**
   * A run nobody has joined yet.
   *
   * @param method the agent's method, by which the layer that executes it recognizes the run
   */
  public static AgentRun of(AgentInvocation invocation, Method method) {
    return new AgentRun(invocation, method);
  }

  /** A run that is one layer's alone. */
  public static AgentRun of(AgentInvocation invocation) {
    return new AgentRun(invocation, null);
  }

  /** The run {@code context} is in; null outside of agents and inside of an agent's tools. */
  public static @Nullable AgentRun in(Context context) {
    return context.get(KEY) instanceof AgentRun run ? run : null;
  }

  /** For what a tool of the agent does: no part of the agent's own work. */
  public static Context leave(Context context) {
    return in(context) == null ? context : context.with(KEY, NONE);
  }

  /** For what the agent does. */
  public Context context() {
    return invocation.context().with(KEY, this);
  }

  /** Whether this is the first time that {@code executed}, the agent's method, joins. */
  public boolean join(Method executed) {
    return executed.equals(method) && joined.compareAndSet(false, true);
  }

  /** The agent answers with a stream: who returns from its method must not end it. */
  public void stream() {
    streaming = true;
  }

  public boolean isStreaming() {
    return streaming;
  }

  /** The agent asks its model through a client that counts as an agent where nothing is around. */
  public AgentRun throughClient() {
    throughClient = true;
    return this;
  }

  /** Whether a client used directly inside of this is but the way to the model. */
  public boolean isThroughClient() {
    return throughClient;
  }

  public AgentInvocation invocation() {
    return invocation;
  }

  /**
   * Why the agent stops, when it is not that it has its answer.
   *
   * @param reason value of {@code treeline.agent.stop_reason}; null changes nothing
   */
  public void stopped(@Nullable String reason) {
    if (reason != null) {
      stopReason = reason;
    }
  }

  /** The agent is about to ask its model: for the how many-th time; 1 is the first. */
  public long nextIteration() {
    return modelCalls.incrementAndGet();
  }

  /** See {@link AgentInvocation#end}. */
  public void end(List<Message> output) {
    String reason = stopReason;
    invocation.set(TreelineAttributes.AGENT_STOP_REASON, reason == null ? "final_answer" : reason);
    invocation.end(output);
  }

  public void fail(Throwable failure) {
    String reason = stopReason;
    invocation.set(TreelineAttributes.AGENT_STOP_REASON, reason == null ? "error" : reason);
    invocation.fail(failure);
  }

  /** The application gave up the stream. */
  public void cancel() {
    invocation.set(TreelineAttributes.AGENT_STOP_REASON, "cancelled");
    invocation.end(List.of());
  }
}
