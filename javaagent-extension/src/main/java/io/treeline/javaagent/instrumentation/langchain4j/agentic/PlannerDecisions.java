package io.treeline.javaagent.instrumentation.langchain4j.agentic;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.semconv.TreelineAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link PlannerInstrumentation}'s advice does. */
public final class PlannerDecisions {

  private static final OptionalMethod PREVIOUS = OptionalMethod.named("previousAgentInvocation");
  private static final OptionalMethod AGENT_NAME = OptionalMethod.named("agentName");
  private static final OptionalMethod AGENTS = OptionalMethod.named("agentsToCall");
  private static final OptionalMethod NAME = OptionalMethod.named("name");
  private static final OptionalMethod IS_DONE = OptionalMethod.named("isDone");

  private PlannerDecisions() {}

  /**
   * A planner has said what comes next. Arrangements that leave nothing to decide are not recorded,
   * nor are supervisors, whose plans tell more.
   *
   * @param context says which agent ran before
   */
  public static void decided(@Nullable Object context, @Nullable Object action) {
    Workflow workflow = Workflow.in(Context.current());
    if (action == null || workflow == null || !workflow.isDecidedByPlanner()) {
      return;
    }
    List<String> chosen = names(AGENTS.call(action));
    boolean done = Boolean.TRUE.equals(IS_DONE.call(action));
    if ((!done && chosen.isEmpty()) || !workflow.isNewDecision(action)) {
      return;
    }
    String previous = AGENT_NAME.text(PREVIOUS.call(context));
    if (done) {
      workflow.exitTested(true);
      workflow.decided("stop", List.of("done"), Attributes.empty());
      return;
    }
    workflow.decided(previous == null ? "route" : "handoff", chosen, handoff(previous, chosen));
  }

  private static Attributes handoff(@Nullable String from, List<String> to) {
    AttributesBuilder attributes = Attributes.builder();
    if (from != null) {
      attributes.put(TreelineAttributes.HANDOFF_FROM, from);
      if (to.size() == 1) {
        attributes.put(TreelineAttributes.HANDOFF_TO, to.get(0));
      }
    }
    return attributes.build();
  }

  private static List<String> names(@Nullable Object agents) {
    List<String> names = new ArrayList<>();
    if (agents instanceof List<?> list) {
      for (Object agent : list) {
        String name = NAME.text(agent);
        if (name != null) {
          names.add(name);
        }
      }
    }
    return names;
  }
}
