package io.treeline.javaagent.instrumentation.agentscope;

import io.agentscope.core.agent.AgentBase;
import io.agentscope.core.message.Msg;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.AgentRequest;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.opentelemetry.javaagent.treeline.session.SessionContext;
import io.treeline.javaagent.reactive.Observed;
import io.treeline.javaagent.reactive.WatchedMono;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.SessionIdSources;
import io.treeline.semconv.TreelineAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What the advice of the agents' instrumentations does. */
public final class AgentCalls {

  private static final OptionalMethod SESSION_ID = OptionalMethod.named("getSessionId");
  private static final OptionalMethod USER_ID = OptionalMethod.named("getUserId");
  private static final OptionalMethod MAX_ITERATIONS = OptionalMethod.named("getMaxIters");

  private AgentCalls() {}

  /**
   * The agent's answer, with a span for each time it is asked for.
   *
   * @param runtime the call's runtime context, which knows its session; null before 2.0
   */
  public static @Nullable Mono<Msg> watched(
      AgentBase agent,
      @Nullable List<Msg> messages,
      @Nullable Object runtime,
      @Nullable Mono<Msg> answer) {
    return answer == null
        ? null
        : new WatchedMono<>(answer, parent -> start(parent, agent, messages, runtime));
  }

  /** The agent whose work the calling thread does has used up its iterations. */
  public static void limitReached() {
    RunningAgent agent = RunningAgent.in(Context.current());
    if (agent != null) {
      agent.limitReached();
    }
  }

  private static Observed<Msg> start(
      Context parent, AgentBase agent, @Nullable List<Msg> messages, @Nullable Object runtime) {
    Context inSession =
        SessionContext.from(parent)
            .offerId(SESSION_ID.text(runtime), SessionIdSources.FRAMEWORK)
            .withUser(user(parent, runtime))
            .storeInContext(parent);
    List<Message> input =
        messages != null && GenAiConfig.get().captureContent()
            ? Messages.read(messages)
            : List.of();
    RunningAgent running =
        new RunningAgent(
            AgentScopeTelemetry.get()
                .startAgent(
                    inSession,
                    new AgentRequest(
                        GenAiOperations.INVOKE_AGENT,
                        agent.getName(),
                        agent.getAgentId(),
                        agent.getDescription(),
                        input,
                        Attributes.empty())));
    running.set(TreelineAttributes.AGENT_MAX_ITERATIONS, MAX_ITERATIONS.number(agent));
    return running;
  }

  /** Only where nobody else has named the user. */
  private static @Nullable String user(Context parent, @Nullable Object runtime) {
    return SessionContext.from(parent).user() == null ? USER_ID.text(runtime) : null;
  }
}
