package io.treeline.javaagent.instrumentation.embabel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.AgentRequest;
import io.opentelemetry.javaagent.treeline.genai.AgentRun;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.GraphNode;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.opentelemetry.javaagent.treeline.session.SessionContext;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.SessionIdSources;
import io.treeline.semconv.TreelineAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What {@link ProcessInstrumentation}'s advice does. */
public final class Processes {

  private static final ContextKey<Running> KEY = ContextKey.named("treeline-embabel-process");

  private static final OptionalMethod ID = OptionalMethod.named("getId");
  private static final OptionalMethod AGENT = OptionalMethod.named("getAgent");
  private static final OptionalMethod NAME = OptionalMethod.named("getName");
  private static final OptionalMethod DESCRIPTION = OptionalMethod.named("getDescription");
  private static final OptionalMethod OPTIONS = OptionalMethod.named("getProcessOptions");
  private static final OptionalMethod CONTEXT_ID = OptionalMethod.named("getContextIdString");
  // Kotlin's name for the getter of an inline class; before 0.3 there is no other.
  private static final OptionalMethod INLINE_CONTEXT_ID =
      OptionalMethod.named("getContextId--400sNA");
  private static final OptionalMethod STATUS = OptionalMethod.named("getStatus");
  private static final OptionalMethod FAILURE = OptionalMethod.named("getFailureInfo");
  private static final OptionalMethod LAST_RESULT = OptionalMethod.named("lastResult");

  private Processes() {}

  private static @Nullable String contextId(@Nullable Object options) {
    String id = CONTEXT_ID.text(options);
    return id != null ? id : INLINE_CONTEXT_ID.text(options);
  }

  /** A process is run; null when it only goes on within its own run. */
  @SuppressWarnings({"MustBeClosedChecker", "ReferenceEquality"}) // closed by end
  public static @Nullable Object begin(Object process) {
    Context parent = Context.current();
    Running around = parent.get(KEY);
    if (around != null && around.process == process) {
      return null;
    }
    Object agent = AGENT.call(process);
    Context inSession =
        SessionContext.from(parent)
            .offerId(contextId(OPTIONS.call(process)), SessionIdSources.FRAMEWORK)
            .storeInContext(parent);
    AgentRun run =
        AgentRun.of(
                EmbabelTelemetry.get()
                    .startAgent(
                        inSession,
                        new AgentRequest(
                            GenAiOperations.INVOKE_AGENT,
                            NAME.text(agent),
                            ID.text(process),
                            DESCRIPTION.text(agent),
                            List.of(),
                            Attributes.empty())))
            .throughClient();
    Running running = new Running(process, run);
    running.scope = run.context().with(KEY, running).makeCurrent();
    return running;
  }

  public static void end(@Nullable Object begun, @Nullable Throwable thrown) {
    if (!(begun instanceof Running running)) {
      return;
    }
    if (running.scope != null) {
      running.scope.close();
    }
    String status = String.valueOf(STATUS.text(running.process));
    if (thrown != null) {
      running.run.fail(thrown);
    } else if (status.equals("FAILED")) {
      running.run.fail(running.failure());
    } else {
      running.run.stopped(reason(status));
      if (status.equals("COMPLETED") && GenAiConfig.get().captureContent()) {
        running
            .run
            .invocation()
            .putValue(TreelineAttributes.OUTPUT, LAST_RESULT.text(running.process));
      }
      running.run.end(List.of());
    }
  }

  /** The planner's choice is taken; null outside of processes. */
  @SuppressWarnings("MustBeClosedChecker") // closed by endAction
  public static @Nullable Object beginAction(@Nullable Object action) {
    Context parent = Context.current();
    Running running = parent.get(KEY);
    String name = NAME.text(action);
    if (running == null || name == null) {
      return null;
    }
    String shortName = name.substring(name.lastIndexOf('.') + 1);
    GraphNode node = EmbabelTelemetry.get().startNode(parent, shortName, null);
    node.set(TreelineAttributes.AGENT_ITERATION, running.visits.merge(shortName, 1L, Long::sum));
    return new Step(running, node, node.context().makeCurrent());
  }

  public static void endAction(
      @Nullable Object begun, @Nullable Object status, @Nullable Throwable thrown) {
    if (!(begun instanceof Step step)) {
      return;
    }
    step.scope.close();
    Throwable failure = thrown;
    if (failure == null && "FAILED".equals(STATUS.text(status))) {
      failure = new IllegalStateException("the action failed");
    }
    if (failure == null) {
      step.node.end(null);
    } else {
      step.running.lastFailure = failure;
      step.node.fail(failure);
    }
  }

  private static @Nullable String reason(String status) {
    return switch (status) {
      case "COMPLETED" -> null;
      case "WAITING" -> "human";
      case "TERMINATED", "KILLED" -> "cancelled";
      default -> status.toLowerCase(Locale.ROOT);
    };
  }

  /** One run of a process. Actions may run at the same time. */
  private static final class Running {
    final Object process;
    final AgentRun run;
    final Map<String, Long> visits = new ConcurrentHashMap<>();
    @Nullable Scope scope;
    volatile @Nullable Throwable lastFailure;

    Running(Object process, AgentRun run) {
      this.process = process;
      this.run = run;
    }

    Throwable failure() {
      Object info = FAILURE.call(process);
      Throwable last = lastFailure;
      if (info instanceof Throwable known) {
        return known;
      }
      return last != null ? last : new IllegalStateException("the process failed");
    }
  }

  private record Step(Running running, GraphNode node, Scope scope) {}
}
