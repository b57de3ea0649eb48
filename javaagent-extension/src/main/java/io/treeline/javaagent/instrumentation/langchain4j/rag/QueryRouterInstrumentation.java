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

/** Which retrievers are asked. */
public final class QueryRouterInstrumentation extends ImplementorInstrumentation {

  QueryRouterInstrumentation() {
    super("dev.langchain4j.rag.query.router.QueryRouter");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("route")
            .and(not(isAbstract()))
            .and(takesArguments(1))
            .and(takesArgument(0, named("dev.langchain4j.rag.query.Query"))),
        getClass().getName() + "$RouteAdvice");
  }

  @SuppressWarnings("unused")
  public static class RouteAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(@Advice.This Object router) {
      return router;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object call,
        @Advice.Return @Nullable Object result,
        @Advice.Thrown @Nullable Throwable thrown) {
      Augmentations.routed(call, result);
    }
  }
}
