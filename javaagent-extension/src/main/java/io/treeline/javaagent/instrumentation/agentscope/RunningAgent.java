package io.treeline.javaagent.instrumentation.agentscope;

import io.agentscope.core.message.Msg;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.javaagent.treeline.genai.AgentInvocation;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.treeline.javaagent.reactive.Observed;
import io.treeline.semconv.TreelineAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One run of an agent. */
final class RunningAgent implements Observed<Msg> {

  private static final ContextKey<RunningAgent> KEY = ContextKey.named("treeline-agentscope-agent");

  private final AgentInvocation invocation;
  private final AtomicLong modelCalls = new AtomicLong();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean limitReached;

  RunningAgent(AgentInvocation invocation) {
    this.invocation = invocation;
  }

  /** The innermost agent {@code context} is in; null outside of agents. */
  static @Nullable RunningAgent in(Context context) {
    return context.get(KEY);
  }

  /** Number of the call of a model that is about to be made; null outside of agents. */
  static @Nullable Long nextModelCall(Context context) {
    RunningAgent agent = in(context);
    return agent == null ? null : (Long) agent.modelCalls.incrementAndGet();
  }

  <T> void set(AttributeKey<T> key, @Nullable T value) {
    invocation.set(key, value);
  }

  void limitReached() {
    limitReached = true;
  }

  @Override
  public Context context() {
    return invocation.context().with(KEY, this);
  }

  @Override
  public Context callerContext() {
    return invocation.parentContext();
  }

  /** The one answer; what comes after it, completion or cancellation, says no more. */
  @Override
  public void next(Msg answer) {
    List<Message> output = List.of();
    try {
      if (GenAiConfig.get().captureContent()) {
        output = List.of(Messages.output(answer));
      }
    } catch (Throwable e) {
      Failures.record("agentscope answer", e);
    }
    end(limitReached ? "max_iterations" : "final_answer", output);
  }

  @Override
  public void completed() {
    end("final_answer", List.of());
  }

  @Override
  public void failed(Throwable failure) {
    if (ended.compareAndSet(false, true)) {
      invocation.set(TreelineAttributes.AGENT_STOP_REASON, "error");
      invocation.fail(failure);
    }
  }

  @Override
  public void cancelled() {
    end("cancelled", List.of());
  }

  private void end(String reason, List<Message> output) {
    if (ended.compareAndSet(false, true)) {
      invocation.set(TreelineAttributes.AGENT_STOP_REASON, reason);
      invocation.end(output);
    }
  }
}
