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

/** Searches by whatever retrieves content: stores, web searches, the application's own. */
public final class ContentRetrieverInstrumentation extends ImplementorInstrumentation {

  ContentRetrieverInstrumentation() {
    super("dev.langchain4j.rag.content.retriever.ContentRetriever");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("retrieve")
            .and(not(isAbstract()))
            .and(takesArguments(1))
            .and(takesArgument(0, named("dev.langchain4j.rag.query.Query"))),
        getClass().getName() + "$RetrieveAdvice");
  }

  @SuppressWarnings("unused")
  public static class RetrieveAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(
        @Advice.This Object target, @Advice.Argument(0) @Nullable Object request) {
      return Retrievals.beginRetrieve(target, request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object call,
        @Advice.Return @Nullable Object result,
        @Advice.Thrown @Nullable Throwable thrown) {
      Retrievals.endRetrieve(call, result, thrown);
    }
  }
}
