package io.treeline.javaagent.instrumentation.stainless.anthropic;

import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.beta.messages.ToolRunnerCreateParams;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.AgentInvocation;
import io.opentelemetry.javaagent.treeline.genai.AgentRequest;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.wire.AnthropicApi;
import io.opentelemetry.javaagent.treeline.session.SessionContext;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.SessionIdSources;
import io.treeline.semconv.TreelineAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How far a tool runner has come. Its span begins with the first step that the application asks for
 * and ends with the last, or when the application holds the iterator no more.
 *
 * <p>Never throws. One thread at a time steps; ending may come from another.
 */
final class RunnerProgress {

  private static final ContextKey<RunnerProgress> KEY =
      ContextKey.named("treeline-anthropic-tool-runner");

  private final ToolRunnerCreateParams params;
  private final @Nullable String conversationId;
  private final Context caller;

  private @Nullable AgentInvocation agent;
  private @Nullable Context inside;
  private final AtomicLong iterations = new AtomicLong();
  private volatile boolean toolsWanted;
  private volatile ModelResponse answer = ModelResponse.EMPTY;
  private volatile Runnable release = () -> {};

  RunnerProgress(ToolRunnerCreateParams params, RequestOptions options, Context caller) {
    this.params = params;
    this.conversationId = AnthropicLibrary.INSTANCE.conversationId(options);
    this.caller = caller;
  }

  /**
   * Makes the agent current for a step.
   *
   * @param owner what the application holds
   */
  @SuppressWarnings("MustBeClosedChecker") // closed by the caller
  Scope enter(Object owner) {
    try {
      if (inside == null) {
        begin(owner);
      }
      return inside == null ? Scope.noop() : inside.makeCurrent();
    } catch (Throwable e) {
      Failures.record("anthropic tool runner", e);
      return Scope.noop();
    }
  }

  /** A step is in the application's hands. */
  void stepped(@Nullable Object step) {
    iterations.incrementAndGet();
    toolsWanted = false;
    if (step == null || step instanceof StreamResponse<?>) {
      return;
    }
    try {
      answer =
          AnthropicApi.MESSAGES.readResponse(
              AnthropicLibrary.INSTANCE.json().read(step, AnthropicApi.MESSAGES));
      toolsWanted = answer.finishReasons().contains("tool_use");
    } catch (Throwable e) {
      Failures.record("anthropic tool runner", e);
    }
  }

  /** A tool runs in {@code context}: the model's last answer asked for it. */
  static void toolRuns(Context context) {
    RunnerProgress progress = context.get(KEY);
    if (progress != null) {
      progress.toolsWanted = true;
    }
  }

  void ended() {
    Long limit = params.maxIterations().orElse(null);
    boolean limited = toolsWanted && limit != null && iterations.get() >= limit;
    end(limited ? "max_iterations" : "final_answer");
  }

  void failed(Throwable failure) {
    AgentInvocation running = agent;
    if (running != null) {
      putEnd(running, "error");
      running.fail(failure);
      release.run();
    }
  }

  private void end(String stopReason) {
    AgentInvocation running = agent;
    if (running != null) {
      putEnd(running, stopReason);
      running.end(answer.messages());
      release.run();
    }
  }

  private void begin(Object owner) {
    SessionContext session =
        SessionContext.from(caller).offerId(conversationId, SessionIdSources.FRAMEWORK);
    Context parent = session.storeInContext(caller);
    AgentInvocation started =
        AnthropicLibrary.INSTANCE
            .telemetry()
            .startAgent(
                parent,
                new AgentRequest(
                    GenAiOperations.INVOKE_AGENT, null, null, null, List.of(), Attributes.empty()));
    started.set(GenAiAttributes.PROVIDER_NAME, "anthropic");
    started.set(GenAiAttributes.CONVERSATION_ID, conversationId);
    started.set(TreelineAttributes.AGENT_MAX_ITERATIONS, params.maxIterations().orElse(null));
    agent = started;
    inside = started.context().with(KEY, this);
    release = started.whenUnreachable(owner, () -> end("cancelled"));
  }

  private void putEnd(AgentInvocation running, String stopReason) {
    running.set(TreelineAttributes.AGENT_ITERATION, iterations.get());
    running.set(TreelineAttributes.AGENT_STOP_REASON, stopReason);
  }
}
