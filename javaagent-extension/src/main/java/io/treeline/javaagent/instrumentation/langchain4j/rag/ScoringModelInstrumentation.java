package io.treeline.javaagent.instrumentation.langchain4j.rag;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.treeline.javaagent.instrumentation.langchain4j.ImplementorInstrumentation;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Models that rank what was found. */
public final class ScoringModelInstrumentation extends ImplementorInstrumentation {

  ScoringModelInstrumentation() {
    super("dev.langchain4j.model.scoring.ScoringModel");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("scoreAll")
            .and(not(isAbstract()))
            .and(takesArguments(2))
            .and(takesArgument(1, String.class)),
        getClass().getName() + "$ScoreAdvice");
  }

  @SuppressWarnings("unused")
  public static class ScoreAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(
        @Advice.This Object target,
        @Advice.Argument(0) @Nullable Object segments,
        @Advice.Argument(1) @Nullable String query) {
      return Retrievals.beginScore(target, segments, query);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object call,
        @Advice.Return @Nullable Object result,
        @Advice.Thrown @Nullable Throwable thrown) {
      Retrievals.endScore(call, result, thrown);
    }
  }
}
