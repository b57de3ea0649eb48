package io.treeline.javaagent.instrumentation.ollama4j;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.javaagent.treeline.genai.AgentInvocation;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.treeline.semconv.TreelineAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A run in which the client asks a model and runs its tools until it has an answer. */
final class ToolLoop {

  /** The loop a context is in; {@link #NONE} inside of a tool. */
  private static final ContextKey<Object> KEY = ContextKey.named("treeline-ollama4j-loop");

  private static final Object NONE = new Object();

  private final AgentInvocation invocation;
  private final AtomicBoolean joined = new AtomicBoolean();
  private final AtomicLong calls = new AtomicLong();
  private volatile boolean limitReached;

  ToolLoop(AgentInvocation invocation) {
    this.invocation = invocation;
  }

  static @Nullable ToolLoop in(Context context) {
    return context.get(KEY) instanceof ToolLoop loop ? loop : null;
  }

  /** For what a tool does. */
  static Context leave(Context context) {
    return in(context) == null ? context : context.with(KEY, NONE);
  }

  /** Number of the call of the model that is about to be made; null outside of a loop. */
  static @Nullable Long nextCall(Context context) {
    ToolLoop loop = in(context);
    return loop == null ? null : (Long) loop.calls.incrementAndGet();
  }

  Context context() {
    return invocation.context().with(KEY, this);
  }

  /** Whether this is the first method of the client's in a run that somebody else began. */
  boolean join() {
    return joined.compareAndSet(false, true);
  }

  /**
   * How often the client may run tools and ask again.
   *
   * @param rounds null when unknown
   */
  void limit(@Nullable Long rounds) {
    invocation.set(TreelineAttributes.AGENT_MAX_ITERATIONS, rounds);
  }

  /** The model wanted tools once more, and the client gave up. */
  void limitReached() {
    limitReached = true;
  }

  void end(List<Message> output, @Nullable Throwable thrown) {
    String reason = thrown != null ? "error" : limitReached ? "max_iterations" : "final_answer";
    invocation.set(TreelineAttributes.AGENT_STOP_REASON, reason);
    if (thrown == null) {
      invocation.end(output);
    } else {
      invocation.fail(thrown);
    }
  }
}
