package io.treeline.javaagent.instrumentation.langchain4j.guard;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Guardrails, one by one, where their verdict is known: both executors inherit it. */
public final class GuardrailInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("dev.langchain4j.guardrail.AbstractGuardrailExecutor");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("validate").and(not(isAbstract())).and(takesArguments(2)),
        getClass().getName() + "$ValidateAdvice");
  }

  @SuppressWarnings("unused")
  public static class ValidateAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(
        @Advice.This Object executor,
        @Advice.Argument(0) @Nullable Object request,
        @Advice.Argument(1) @Nullable Object guardrail) {
      return GuardrailCalls.begin(executor, request, guardrail);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object call,
        @Advice.Return @Nullable Object result,
        @Advice.Thrown @Nullable Throwable thrown) {
      GuardrailCalls.end(call, result, thrown);
    }
  }
}
