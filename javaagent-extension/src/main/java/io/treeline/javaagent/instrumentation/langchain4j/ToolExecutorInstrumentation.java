package io.treeline.javaagent.instrumentation.langchain4j;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isPrivate;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Tool executors of every kind, for applications and versions that call them without {@link
 * ToolServiceInstrumentation}'s method. Within that method they only add the exception.
 */
final class ToolExecutorInstrumentation extends ImplementorInstrumentation {

  ToolExecutorInstrumentation() {
    super("dev.langchain4j.service.tool.ToolExecutor");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        not(isAbstract())
            .and(namedOneOf("execute", "executeWithContext"))
            .and(takesArguments(2))
            .and(takesArgument(0, named("dev.langchain4j.agent.tool.ToolExecutionRequest"))),
        getClass().getName() + "$ExecuteAdvice");
    // Before 1.6 the exception of a tool method is known here and nowhere else.
    transformer.applyAdviceToMethod(
        named("execute").and(isPrivate()).and(takesArguments(Object[].class)),
        getClass().getName() + "$InvokeAdvice");
  }

  @SuppressWarnings("unused")
  public static class ExecuteAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(
        @Advice.Argument(0) @Nullable ToolExecutionRequest request) {
      return ToolCalls.beginUnlessCurrent(request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object call,
        @Advice.Return @Nullable Object result,
        @Advice.Thrown @Nullable Throwable thrown) {
      ToolCalls.end(call, result, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class InvokeAdvice {

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(@Advice.Thrown @Nullable Throwable thrown) {
      ToolCalls.toolThrew(thrown);
    }
  }
}
