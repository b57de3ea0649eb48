package io.treeline.javaagent.instrumentation.langchain4j.agentic;

import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an agent arranges its sub-agents, in our words. */
final class Topologies {

  static final String LOOP = "loop";
  static final String CONDITIONAL = "conditional";
  static final String SUPERVISOR = "supervisor";

  /** Simple names of the planners, from 1.9 on. */
  private static final Map<String, String> PLANNERS =
      Map.of(
          "SequentialPlanner",
          "sequence",
          "ParallelPlanner",
          "parallel",
          "ParallelMapperPlanner",
          "parallel",
          "LoopPlanner",
          LOOP,
          "ConditionalPlanner",
          CONDITIONAL,
          "SupervisorPlanner",
          SUPERVISOR);

  /** Simple names of the handlers, until 1.8; one is misspelt in 1.3. */
  private static final Map<String, String> HANDLERS =
      Map.of(
          "SequentialInvocationHandler", "sequence",
          "ParallelInvocationHandler", "parallel",
          "LoopInvocationHandler", LOOP,
          "ConditionalInvocationHandler", CONDITIONAL,
          "ConditionialInvocationHandler", CONDITIONAL,
          "SupervisorInvocationHandler", SUPERVISOR);

  private static final OptionalField PLANNER = OptionalField.named("defaultPlannerInstance");

  private Topologies() {}

  /**
   * By the classes: the module's own word for it is "sequence" wherever nobody thought of another,
   * as with supervisors.
   *
   * @return null for an arrangement of the application's own
   */
  static @Nullable String of(Object workflow) {
    Object planner = PLANNER.get(workflow);
    return planner == null
        ? HANDLERS.get(workflow.getClass().getSimpleName())
        : PLANNERS.get(planner.getClass().getSimpleName());
  }
}
