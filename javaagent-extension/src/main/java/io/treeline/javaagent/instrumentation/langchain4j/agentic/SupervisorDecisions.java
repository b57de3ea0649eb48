package io.treeline.javaagent.instrumentation.langchain4j.agentic;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import org.jspecify.annotations.Nullable;

/** What {@link SupervisorInstrumentation}'s advice does. */
public final class SupervisorDecisions {

  private static final OptionalMethod ARGUMENTS = OptionalMethod.named("getArguments");

  private SupervisorDecisions() {}

  /**
   * A supervisor has chosen what to do next.
   *
   * @param agentName the sub-agent to call next, or {@code done}
   */
  public static void decided(Object plan, @Nullable String agentName) {
    Workflow workflow = Workflow.in(Context.current());
    if (agentName == null
        || workflow == null
        || !workflow.isSupervisor()
        || !workflow.isNewDecision(plan)) {
      return;
    }
    boolean done = agentName.equalsIgnoreCase("done");
    workflow.exitTested(done);
    workflow
        .agent()
        .decided(done ? "stop" : "route", workflow.offered(), agentName, ARGUMENTS.call(plan));
  }
}
