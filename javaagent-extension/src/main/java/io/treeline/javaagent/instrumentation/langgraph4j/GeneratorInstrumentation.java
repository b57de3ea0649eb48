package io.treeline.javaagent.instrumentation.langgraph4j;

import static net.bytebuddy.matcher.ElementMatchers.isBridge;
import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * A run of a graph: made by all of {@code invoke}, {@code stream} and their kin, it goes on node by
 * node for as long as somebody asks for the next.
 */
final class GeneratorInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.bsc.langgraph4j.CompiledGraph$AsyncNodeGenerator");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(isConstructor(), getClass().getName() + "$CreateAdvice");
    transformer.applyAdviceToMethod(
        named("next").and(takesNoArguments()).and(not(isBridge())),
        getClass().getName() + "$NextAdvice");
  }

  @SuppressWarnings("unused")
  public static class CreateAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void onExit(
        @Advice.This Object generator, @Advice.AllArguments @Nullable Object[] arguments) {
      GraphRuns.created(generator, arguments);
    }
  }

  @SuppressWarnings("unused")
  public static class NextAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(@Advice.This Object generator) {
      return GraphRuns.beginStep(generator);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.This Object generator,
        @Advice.Enter @Nullable Object step,
        @Advice.Return @Nullable Object data,
        @Advice.Thrown @Nullable Throwable thrown) {
      GraphRuns.endStep(generator, step, data, thrown);
    }
  }
}
