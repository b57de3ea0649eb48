package io.treeline.javaagent.instrumentation.langchain4j.agentic;

import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an agent's invocation handler says of it.
 *
 * @param topology see {@link Topologies}
 * @param maxIterations null when unlimited or unknown
 * @param offered names of the sub-agents; empty when unknown
 */
record WorkflowDescription(
    @Nullable String name,
    @Nullable String id,
    @Nullable String description,
    @Nullable String topology,
    @Nullable Long maxIterations,
    List<String> offered) {

  private static final OptionalMethod NAME = OptionalMethod.named("name");
  private static final OptionalField NAME_FIELD = OptionalField.named("name");
  private static final OptionalMethod AGENT_ID = OptionalMethod.named("agentId");
  private static final OptionalMethod DESCRIPTION = OptionalMethod.named("description");
  private static final OptionalField DESCRIPTION_FIELD = OptionalField.named("description");
  private static final OptionalMethod SUBAGENTS = OptionalMethod.named("subagents");
  private static final OptionalField AGENTS = OptionalField.named("agents");
  private static final OptionalField PLANNER = OptionalField.named("defaultPlannerInstance");
  private static final OptionalField SERVICE = OptionalField.named("this$0");
  private static final OptionalField MAX_ITERATIONS = OptionalField.named("maxIterations");
  private static final OptionalField MAX_INVOCATIONS = OptionalField.named("maxAgentsInvocations");

  static WorkflowDescription of(Object handler, Method method) {
    String topology = Topologies.of(handler);
    return new WorkflowDescription(
        name(handler, method, topology),
        AGENT_ID.text(handler),
        blankToNull(either(DESCRIPTION.text(handler), DESCRIPTION_FIELD.get(handler))),
        topology,
        limit(handler),
        offered(handler));
  }

  /** Its own name, else its interface's, else its arrangement's: many have no more. */
  private static @Nullable String name(Object handler, Method method, @Nullable String topology) {
    String name = AgentNames.given(either(NAME.text(handler), NAME_FIELD.get(handler)), method);
    if (name != null) {
      return name;
    }
    return AgentNames.isGeneral(method) ? topology : AgentNames.annotated(method);
  }

  private static @Nullable Long limit(Object handler) {
    Object planner = PLANNER.get(handler);
    Object holder = planner == null ? SERVICE.get(handler) : planner;
    Object limit = MAX_ITERATIONS.get(holder);
    if (limit == null) {
      limit = MAX_INVOCATIONS.get(holder);
    }
    return limit instanceof Integer number && number != Integer.MAX_VALUE
        ? (Long) number.longValue()
        : null;
  }

  private static List<String> offered(Object handler) {
    List<String> names = new ArrayList<>();
    if (SUBAGENTS.call(handler) instanceof List<?> subAgents) {
      for (Object subAgent : subAgents) {
        String name = NAME.text(subAgent);
        if (name != null) {
          names.add(name);
        }
      }
    } else if (AGENTS.get(SERVICE.get(handler)) instanceof Map<?, ?> byName) {
      byName.keySet().forEach(name -> names.add(String.valueOf(name)));
    }
    return names;
  }

  private static @Nullable String either(@Nullable String first, @Nullable Object second) {
    return first != null ? first : second instanceof String text ? text : null;
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
