package io.treeline.javaagent.instrumentation.google.adk;

import com.google.adk.agents.BaseAgent;
import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What kind of agent one is.
 *
 * @param topology value of {@code treeline.agent.topology}; null when it does not arrange others
 * @param maxIterations of a loop; null when it has no limit, or it is none
 */
record AgentKind(@Nullable String topology, @Nullable Long maxIterations, boolean isModelDriven) {

  private static final String PACKAGE = "com.google.adk.agents.";
  private static final OptionalField MAX_ITERATIONS = OptionalField.named("maxIterations");

  static AgentKind of(BaseAgent agent) {
    for (Class<?> type = agent.getClass(); type != null; type = type.getSuperclass()) {
      switch (type.getName()) {
        case PACKAGE + "LoopAgent" -> {
          return new AgentKind("loop", maxIterations(agent), false);
        }
        case PACKAGE + "SequentialAgent" -> {
          return new AgentKind("sequence", null, false);
        }
        case PACKAGE + "ParallelAgent" -> {
          return new AgentKind("parallel", null, false);
        }
        case PACKAGE + "LlmAgent" -> {
          return new AgentKind(null, null, true);
        }
        default -> {
          // Perhaps made from one of these.
        }
      }
    }
    return new AgentKind(null, null, false);
  }

  boolean isLoop() {
    return "loop".equals(topology);
  }

  private static @Nullable Long maxIterations(BaseAgent agent) {
    Object value = MAX_ITERATIONS.get(agent);
    Object limit = value instanceof Optional<?> optional ? optional.orElse(null) : value;
    return limit instanceof Number number ? number.longValue() : null;
  }
}
