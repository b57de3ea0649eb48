package io.treeline.javaagent.instrumentation.koog;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** The session the application names when it runs an agent; later it looks like a random one. */
final class AgentSessionInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("ai.koog.agents.core.agent.AIAgentBase");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("run")
            .and(takesArguments(3))
            .and(takesArgument(1, String.class))
            .and(takesArgument(2, named("kotlin.coroutines.Continuation"))),
        getClass().getName() + "$NameAdvice");
    transformer.applyAdviceToMethod(
        named("createSession").and(takesArguments(1)).and(takesArgument(0, String.class)),
        getClass().getName() + "$NameAdvice");
  }

  @SuppressWarnings("unused")
  public static class NameAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Scope onEnter(@Advice.AllArguments @Nullable Object[] arguments) {
      return AgentCalls.named(arguments);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(@Advice.Enter @Nullable Scope scope) {
      if (scope != null) {
        scope.close();
      }
    }
  }
}
