package io.treeline.javaagent.instrumentation.langchain4j.agentic;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Decisions of supervisors. Every version keeps its planning in other methods, and every version
 * asks the plan for the agent's name as soon as it has one.
 */
final class SupervisorInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("dev.langchain4j.agentic.supervisor.AgentInvocation");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("getAgentName").and(takesNoArguments()), getClass().getName() + "$NameAdvice");
  }

  @SuppressWarnings("unused")
  public static class NameAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void onExit(@Advice.This Object plan, @Advice.Return @Nullable String agentName) {
      SupervisorDecisions.decided(plan, agentName);
    }
  }
}
