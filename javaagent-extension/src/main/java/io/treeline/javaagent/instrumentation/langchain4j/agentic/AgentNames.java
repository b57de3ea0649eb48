package io.treeline.javaagent.instrumentation.langchain4j.agentic;

import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells the names that applications give their agents from those that the module makes up. */
final class AgentNames {

  private static final Set<String> GENERAL_TYPES =
      Set.of(
          "dev.langchain4j.agentic.UntypedAgent",
          "dev.langchain4j.agentic.supervisor.SupervisorAgent");

  /** The one method of the general types, and from 1.9 on what the builder makes. */
  private static final Set<String> MADE_UP =
      Set.of(
          "invoke",
          "Sequential",
          "Loop",
          "Parallel",
          "ParallelMapper",
          "Conditional",
          "Supervisor",
          "Planner");

  private static final OptionalMethod NAME = OptionalMethod.named("name");

  private AgentNames() {}

  /**
   * The name an application gave its agent.
   *
   * @param method the agent's method
   * @return null when the application gave none
   */
  static @Nullable String given(@Nullable String name, Method method) {
    boolean madeUp =
        name == null
            || name.isBlank()
            || name.startsWith("UntypedAgent#")
            || (isGeneral(method) && MADE_UP.contains(name));
    return madeUp ? null : name;
  }

  /** The name that later versions of the module give an agent of the application's own type. */
  static String annotated(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      if (annotation.annotationType().getName().equals("dev.langchain4j.agentic.Agent")) {
        String name = NAME.text(annotation);
        return name == null || name.isBlank() ? method.getName() : name;
      }
    }
    return method.getDeclaringClass().getSimpleName();
  }

  /** Whether the agent's type is none of the application's, and so has no name to tell. */
  static boolean isGeneral(Method method) {
    return GENERAL_TYPES.contains(method.getDeclaringClass().getName());
  }
}
