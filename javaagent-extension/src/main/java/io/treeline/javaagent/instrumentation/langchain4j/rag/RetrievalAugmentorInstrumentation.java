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

/** All that is looked up for one question. */
public final class RetrievalAugmentorInstrumentation extends ImplementorInstrumentation {

  RetrievalAugmentorInstrumentation() {
    super("dev.langchain4j.rag.RetrievalAugmentor");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("augment")
            .and(not(isAbstract()))
            .and(takesArguments(1))
            .and(takesArgument(0, named("dev.langchain4j.rag.AugmentationRequest"))),
        getClass().getName() + "$AugmentAdvice");
  }

  @SuppressWarnings("unused")
  public static class AugmentAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(
        @Advice.This Object target, @Advice.Argument(0) @Nullable Object request) {
      return Augmentations.begin(target, request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object call,
        @Advice.Return @Nullable Object result,
        @Advice.Thrown @Nullable Throwable thrown) {
      Augmentations.end(call, result, thrown);
    }
  }
}
