package io.treeline.javaagent.instrumentation.langchain4j.guard;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.treeline.javaagent.instrumentation.langchain4j.ImplementorInstrumentation;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Moderation models, whoever wrote them. Later versions' methods call each other: the outermost
 * counts.
 */
public final class ModerationModelInstrumentation extends ImplementorInstrumentation {

  ModerationModelInstrumentation() {
    super("dev.langchain4j.model.moderation.ModerationModel");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        namedOneOf("moderate", "doModerate").and(not(isAbstract())).and(takesArguments(1)),
        getClass().getName() + "$ModerateAdvice");
  }

  @SuppressWarnings("unused")
  public static class ModerateAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(
        @Advice.This Object target, @Advice.Argument(0) @Nullable Object request) {
      return ModerationCalls.begin(target, request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object call,
        @Advice.Return @Nullable Object result,
        @Advice.Thrown @Nullable Throwable thrown) {
      ModerationCalls.end(call, result, thrown);
    }
  }
}
