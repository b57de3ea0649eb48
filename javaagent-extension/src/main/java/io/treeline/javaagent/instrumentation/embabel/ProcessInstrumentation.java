package io.treeline.javaagent.instrumentation.embabel;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Runs of agent processes, and the actions they take. */
final class ProcessInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("com.embabel.agent.core.support.AbstractAgentProcess");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("run").and(takesNoArguments()), getClass().getName() + "$RunAdvice");
    transformer.applyAdviceToMethod(
        named("executeAction")
            .and(takesArguments(1))
            .and(takesArgument(0, named("com.embabel.agent.core.Action"))),
        getClass().getName() + "$ActionAdvice");
  }

  @SuppressWarnings("unused")
  public static class RunAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(@Advice.This Object process) {
      return Processes.begin(process);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object run, @Advice.Thrown @Nullable Throwable thrown) {
      Processes.end(run, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class ActionAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(@Advice.Argument(0) @Nullable Object action) {
      return Processes.beginAction(action);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object step,
        @Advice.Return @Nullable Object status,
        @Advice.Thrown @Nullable Throwable thrown) {
      Processes.endAction(step, status, thrown);
    }
  }
}
