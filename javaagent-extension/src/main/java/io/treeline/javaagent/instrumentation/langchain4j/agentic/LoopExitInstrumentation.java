package io.treeline.javaagent.instrumentation.langchain4j.agentic;

import static net.bytebuddy.implementation.bytecode.assign.Assigner.Typing.DYNAMIC;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * Exit conditions of loops: only their answer tells a loop that was done from one that ran into its
 * limit.
 */
final class LoopExitInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("dev.langchain4j.agentic.workflow.impl.LoopAgentServiceImpl");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("exitCondition")
            .and(takesArgument(0, Predicate.class).or(takesArgument(0, BiPredicate.class))),
        getClass().getName() + "$FirstArgumentAdvice");
    transformer.applyAdviceToMethod(
        named("exitCondition")
            .and(takesArgument(1, Predicate.class).or(takesArgument(1, BiPredicate.class))),
        getClass().getName() + "$SecondArgumentAdvice");
  }

  @SuppressWarnings("unused")
  public static class FirstArgumentAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    @Advice.AssignReturned.ToArguments(@ToArgument(value = 0, index = 0, typing = DYNAMIC))
    public static Object[] onEnter(@Advice.Argument(0) Object condition) {
      return new Object[] {LoopExit.observed(condition)};
    }
  }

  @SuppressWarnings("unused")
  public static class SecondArgumentAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    @Advice.AssignReturned.ToArguments(@ToArgument(value = 1, index = 0, typing = DYNAMIC))
    public static Object[] onEnter(@Advice.Argument(1) Object condition) {
      return new Object[] {LoopExit.observed(condition)};
    }
  }
}
