package io.treeline.javaagent.instrumentation.langchain4j.agentic;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.treeline.javaagent.instrumentation.langchain4j.ImplementorInstrumentation;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** What planners decide, the application's own above all. There are planners since 1.9. */
final class PlannerInstrumentation extends ImplementorInstrumentation {

  PlannerInstrumentation() {
    super("dev.langchain4j.agentic.planner.Planner");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        namedOneOf("firstAction", "nextAction")
            .and(not(isAbstract()))
            .and(takesArguments(1))
            .and(takesArgument(0, named("dev.langchain4j.agentic.planner.PlanningContext"))),
        getClass().getName() + "$ActionAdvice");
  }

  @SuppressWarnings("unused")
  public static class ActionAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void onExit(
        @Advice.Argument(0) @Nullable Object context, @Advice.Return @Nullable Object action) {
      PlannerDecisions.decided(context, action);
    }
  }
}
