package io.treeline.javaagent.instrumentation.langchain4j;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Every embedding model: {@code embedAll}, which all models implemented at first, and {@code
 * doEmbed}, which newer ones do.
 */
final class EmbeddingModelInstrumentation extends ImplementorInstrumentation {

  EmbeddingModelInstrumentation() {
    super("dev.langchain4j.model.embedding.EmbeddingModel");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        not(isAbstract())
            .and(named("embedAll"))
            .and(takesArguments(1))
            .and(takesArgument(0, List.class)),
        getClass().getName() + "$EmbedAdvice");
    transformer.applyAdviceToMethod(
        not(isAbstract())
            .and(named("doEmbed"))
            .and(takesArguments(1))
            .and(
                takesArgument(
                    0, named("dev.langchain4j.model.embedding.request.EmbeddingRequest"))),
        getClass().getName() + "$EmbedAdvice");
  }

  @SuppressWarnings("unused")
  public static class EmbedAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(
        @Advice.This Object model, @Advice.Argument(0) @Nullable Object request) {
      return EmbeddingCalls.begin(model, request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object call,
        @Advice.Return @Nullable Object response,
        @Advice.Thrown @Nullable Throwable thrown) {
      EmbeddingCalls.end(call, response, thrown);
    }
  }
}
