package io.treeline.javaagent.instrumentation.koog;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.api.internal.cache.Cache;
import io.opentelemetry.javaagent.treeline.genai.AgentRequest;
import io.opentelemetry.javaagent.treeline.genai.AgentRun;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.opentelemetry.javaagent.treeline.session.SessionContext;
import io.treeline.javaagent.reactive.Observed;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.SessionIdSources;
import io.treeline.semconv.TreelineAttributes;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the advice of the agents' instrumentations does. */
public final class AgentCalls {

  private static final ContextKey<String> NAMED = ContextKey.named("treeline-koog-session");

  /** Runs whose id the application gave. Weak and by identity. */
  private static final Cache<Object, String> SESSIONS = Cache.weak();

  private static final Pattern RANDOM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private static final OptionalField ID = OptionalField.named("id");
  private static final OptionalField AGENT = OptionalField.named("agent");
  private static final OptionalMethod AGENT_ID = OptionalMethod.named("getId");
  private static final OptionalMethod CONFIG = OptionalMethod.named("getAgentConfig");
  private static final OptionalMethod LIMIT = OptionalMethod.named("getMaxAgentIterations");

  private AgentCalls() {}

  /** A run is about to be made, or a session for one: its id comes before the continuation. */
  @SuppressWarnings("MustBeClosedChecker") // closed by the advice
  public static @Nullable Scope named(@Nullable Object[] arguments) {
    Object id = arguments.length == 1 ? arguments[0] : arguments[arguments.length - 2];
    return id instanceof String given ? Context.current().with(NAMED, given).makeCurrent() : null;
  }

  /** A run has been made. */
  public static void created(Object run) {
    String named = Context.current().get(NAMED);
    if (named != null && named.equals(ID.get(run))) {
      SESSIONS.put(run, named);
    }
  }

  public static @Nullable CoroutineCall begin(
      Object run, @Nullable Object input, @Nullable Object caller) {
    return CoroutineCall.begin(caller, parent -> start(parent, run, input));
  }

  private static Observed<Object> start(Context parent, Object run, @Nullable Object input) {
    Object agent = AGENT.get(run);
    String id = AGENT_ID.text(agent);
    Context inSession =
        SessionContext.from(parent)
            .offerId(SESSIONS.get(run), SessionIdSources.FRAMEWORK)
            .storeInContext(parent);
    boolean content = GenAiConfig.get().captureContent();
    AgentRun started =
        AgentRun.of(
            KoogTelemetry.get()
                .startAgent(
                    inSession,
                    new AgentRequest(
                        GenAiOperations.INVOKE_AGENT,
                        id == null || RANDOM.matcher(id).matches() ? null : id,
                        id,
                        null,
                        content && input instanceof CharSequence text
                            ? List.of(Message.of("user", List.of(Part.text(text.toString()))))
                            : List.of(),
                        Attributes.empty())));
    started
        .invocation()
        .set(TreelineAttributes.AGENT_MAX_ITERATIONS, LIMIT.number(CONFIG.call(agent)));
    return new Running(started);
  }

  private record Running(AgentRun run) implements Observed<Object> {

    @Override
    public Context context() {
      return run.context();
    }

    @Override
    public Context callerContext() {
      return run.invocation().parentContext();
    }

    @Override
    public void next(Object output) {
      boolean said = output instanceof CharSequence && GenAiConfig.get().captureContent();
      run.end(
          said
              ? List.of(Message.output(List.of(Part.text(output.toString())), "stop"))
              : List.of());
    }

    @Override
    public void completed() {
      run.end(List.of());
    }

    @Override
    public void failed(Throwable failure) {
      if (failure.getClass().getSimpleName().contains("MaxNumberOfIterations")) {
        run.stopped("max_iterations");
      }
      run.fail(failure);
    }

    @Override
    public void cancelled() {
      run.cancel();
    }
  }
}
