package io.treeline.javaagent.instrumentation.langchain4j.agentic;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.AgentRequest;
import io.opentelemetry.javaagent.treeline.genai.AgentRun;
import io.opentelemetry.javaagent.treeline.session.SessionContext;
import io.treeline.javaagent.instrumentation.langchain4j.AgentContent;
import io.treeline.javaagent.instrumentation.langchain4j.LangChain4jTelemetry;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.SessionIdSources;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** What {@link WorkflowInstrumentation}'s advice does. */
public final class WorkflowCalls {

  private WorkflowCalls() {}

  @SuppressWarnings("MustBeClosedChecker") // closed by end
  public static @Nullable Object begin(Object handler, Object[] arguments) {
    Method method = find(Method.class, arguments);
    if (method == null) {
      return null;
    }
    Object[] values = find(Object[].class, arguments);
    WorkflowDescription description = WorkflowDescription.of(handler, method);
    Context parent = Context.current();
    AgentRun outer = AgentRun.in(parent);
    boolean joined = outer != null && outer.join(method);
    AgentRun run = joined && outer != null ? outer : start(parent, description, method, values);
    Workflow workflow =
        new Workflow(
            run.invocation(),
            description.topology(),
            description.maxIterations(),
            description.offered());
    Context own =
        joined ? run.invocation().nameIfNameless(parent, description.name()) : run.context();
    Context inside = workflow.storeInContext(own);
    return new ActiveWorkflow(run, workflow, joined, inside.makeCurrent());
  }

  public static void end(
      @Nullable Object call, @Nullable Object result, @Nullable Throwable thrown) {
    if (!(call instanceof ActiveWorkflow active)) {
      return;
    }
    active.scope.close();
    AgentRun run = active.run;
    active.workflow.end();
    if (thrown == null) {
      run.stopped(active.workflow.stopReason());
    }
    if (active.joined) {
      return;
    }
    if (thrown != null) {
      run.fail(thrown);
    } else if (!run.isStreaming()) {
      run.end(AgentContent.output(result));
    }
  }

  private static AgentRun start(
      Context parent,
      WorkflowDescription description,
      Method method,
      Object @Nullable [] arguments) {
    Context inSession =
        SessionContext.from(parent)
            .offerId(AgentContent.memoryId(method, arguments), SessionIdSources.FRAMEWORK)
            .storeInContext(parent);
    AgentRequest request =
        new AgentRequest(
            GenAiOperations.INVOKE_AGENT,
            description.name(),
            description.id(),
            description.description(),
            AgentContent.input(method, arguments),
            Attributes.empty());
    AgentRun run = AgentRun.of(LangChain4jTelemetry.get().startAgent(inSession, request), method);
    run.join(method);
    return run;
  }

  private static <T> @Nullable T find(Class<T> type, Object[] arguments) {
    for (Object argument : arguments) {
      if (type.isInstance(argument)) {
        return type.cast(argument);
      }
    }
    return null;
  }

  private record ActiveWorkflow(AgentRun run, Workflow workflow, boolean joined, Scope scope) {}
}
