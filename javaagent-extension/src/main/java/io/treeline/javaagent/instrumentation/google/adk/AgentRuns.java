package io.treeline.javaagent.instrumentation.google.adk;

import com.google.adk.agents.BaseAgent;
import com.google.adk.agents.InvocationContext;
import com.google.adk.events.Event;
import com.google.genai.types.FunctionCall;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.javaagent.treeline.genai.AgentInvocation;
import io.opentelemetry.javaagent.treeline.genai.AgentRequest;
import io.opentelemetry.javaagent.treeline.genai.CoveredScopes;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.reactivex.rxjava3.core.Flowable;
import io.treeline.javaagent.instrumentation.google.Contents;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.TreelineAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs of agents, each from the subscription to its events until there are no more. */
public final class AgentRuns {

  /** How ADK asks a person, as a call of a function of its own. */
  private static final String CONFIRMATION = "adk_request_confirmation";

  private static final String LIMIT = "LlmCallsLimitExceededException";

  public static Flowable<Event> watch(
      BaseAgent agent, InvocationContext invocation, Flowable<Event> events) {
    return new WatchedFlowable<>(events, () -> start(agent, invocation));
  }

  private static Run start(BaseAgent agent, InvocationContext invocation) {
    Context parent = CoveredScopes.cover(Context.current(), AdkTelemetry.NATIVE_SCOPE);
    Run outer = Run.in(parent);
    AgentKind kind = AgentKind.of(agent);
    AttributesBuilder attributes = Attributes.builder();
    if (kind.topology() != null) {
      attributes.put(TreelineAttributes.AGENT_TOPOLOGY, kind.topology());
    }
    Long maximum = kind.isModelDriven() ? maxLlmCalls(invocation) : kind.maxIterations();
    if (maximum != null) {
      attributes.put(TreelineAttributes.AGENT_MAX_ITERATIONS, maximum);
    }
    if (invocation.session() != null) {
      attributes.put(GenAiAttributes.CONVERSATION_ID, invocation.session().id());
    }
    if (outer != null) {
      outer.begins(agent.name(), attributes);
    }
    AgentRequest request =
        new AgentRequest(
            GenAiOperations.INVOKE_AGENT,
            agent.name(),
            null,
            emptyToNull(agent.description()),
            Contents.messages(invocation.userContent().map(List::of).orElse(List.of())),
            attributes.build());
    return new Run(agent, kind, maximum, AdkTelemetry.get().startAgent(parent, request), parent);
  }

  private static @Nullable Long maxLlmCalls(InvocationContext invocation) {
    int limit = invocation.runConfig() == null ? 0 : invocation.runConfig().maxLlmCalls();
    return limit > 0 ? Long.valueOf(limit) : null;
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private AgentRuns() {}

  /** One run. Guarded by {@code this}: agents inside of it may run beside each other. */
  static final class Run implements Watcher<Event> {

    private static final ContextKey<Run> KEY = ContextKey.named("treeline-adk-agent");

    private final BaseAgent agent;
    private final AgentKind kind;
    private final @Nullable Long maximum;
    private final AgentInvocation invocation;
    private final Context outside;
    private final Context inside;
    private final Map<String, Long> begun = new HashMap<>();
    private @Nullable String handoff;
    private @Nullable Event answer;
    private boolean escalated;
    private boolean awaitsPerson;
    private long modelCalls;

    Run(
        BaseAgent agent,
        AgentKind kind,
        @Nullable Long maximum,
        AgentInvocation invocation,
        Context outside) {
      this.agent = agent;
      this.kind = kind;
      this.maximum = maximum;
      this.invocation = invocation;
      this.outside = outside;
      this.inside = invocation.context().with(KEY, this);
    }

    /** The run {@code context} is in; null outside of agents. */
    static @Nullable Run in(Context context) {
      return context.get(KEY);
    }

    /** Number of the model call that is about to be made; 1 is the first. */
    synchronized long nextModelCall() {
      return ++modelCalls;
    }

    /** An agent begins inside of this one. */
    synchronized void begins(String name, AttributesBuilder attributes) {
      long iteration = begun.merge(name, 1L, Long::sum);
      if (kind.isLoop()) {
        attributes.put(TreelineAttributes.AGENT_ITERATION, iteration);
      }
      if (name.equals(handoff)) {
        attributes.put(TreelineAttributes.HANDOFF_FROM, agent.name());
        attributes.put(TreelineAttributes.HANDOFF_TO, name);
        handoff = null;
      }
    }

    @Override
    public Context inside() {
      return inside;
    }

    @Override
    public Context outside() {
      return outside;
    }

    @Override
    public synchronized void next(Event event) {
      if (event.partial().orElse(false)) {
        return;
      }
      if (event.content().isPresent() && event.functionResponses().isEmpty()) {
        answer = event;
      }
      if (event.actions() != null && event.actions().escalate().orElse(false) && !escalated) {
        escalated = true;
        invocation.decided("stop", List.of(), "escalate", null);
      }
      if (!agent.name().equals(event.author())) {
        return;
      }
      for (FunctionCall call : event.functionCalls()) {
        awaitsPerson |= CONFIRMATION.equals(call.name().orElse(""));
      }
      String target =
          event.actions() == null ? null : event.actions().transferToAgent().orElse(null);
      if (target != null) {
        handoff = target;
        invocation.decided(
            "handoff",
            agent.subAgents().stream().map(BaseAgent::name).toList(),
            List.of(target),
            null,
            Attributes.of(
                TreelineAttributes.HANDOFF_FROM,
                agent.name(),
                TreelineAttributes.HANDOFF_TO,
                target));
      }
    }

    @Override
    public void completed() {
      List<Message> output;
      synchronized (this) {
        invocation.set(TreelineAttributes.AGENT_STOP_REASON, stopReason());
        output = output();
      }
      invocation.end(output);
    }

    @Override
    public void failed(Throwable failure) {
      boolean limited = failure.getClass().getSimpleName().equals(LIMIT);
      invocation.set(TreelineAttributes.AGENT_STOP_REASON, limited ? "max_iterations" : "error");
      invocation.fail(failure);
    }

    @Override
    public void cancelled() {
      invocation.set(TreelineAttributes.AGENT_STOP_REASON, "cancelled");
      invocation.end(List.of());
    }

    private String stopReason() {
      if (awaitsPerson) {
        return "human";
      }
      boolean exhausted =
          kind.isLoop()
              && !escalated
              && maximum != null
              && begun.values().stream().anyMatch(count -> count >= maximum);
      return exhausted ? "max_iterations" : "final_answer";
    }

    private List<Message> output() {
      return answer == null || !GenAiConfig.get().captureContent()
          ? List.of()
          : List.of(Message.output(Contents.parts(answer.content().orElse(null)), "stop"));
    }
  }
}
