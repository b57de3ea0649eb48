package io.treeline.javaagent.instrumentation.koog;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import kotlin.coroutines.Continuation;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Runs of agents, of whatever strategy. */
final class AgentRunInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("ai.koog.agents.core.agent.AIAgentRunSessionImpl");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(isConstructor(), getClass().getName() + "$CreateAdvice");
    transformer.applyAdviceToMethod(
        named("run")
            .and(takesArguments(3))
            .and(takesArgument(2, named("kotlin.coroutines.Continuation"))),
        getClass().getName() + "$RunAdvice");
  }

  @SuppressWarnings("unused")
  public static class CreateAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void onExit(@Advice.This Object run) {
      AgentCalls.created(run);
    }
  }

  @SuppressWarnings("unused")
  public static class RunAdvice {

    @Advice.AssignReturned.ToArguments(@ToArgument(2))
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Continuation<?> onEnter(
        @Advice.This Object run,
        @Advice.Argument(0) @Nullable Object input,
        @Advice.Argument(2) @Nullable Object caller) {
      return AgentCalls.begin(run, input, caller);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Continuation<?> call,
        @Advice.Return @Nullable Object result,
        @Advice.Thrown @Nullable Throwable thrown) {
      CoroutineCall.returned(call, result, thrown);
    }
  }
}
