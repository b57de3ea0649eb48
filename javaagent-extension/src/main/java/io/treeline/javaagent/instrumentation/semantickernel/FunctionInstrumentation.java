package io.treeline.javaagent.instrumentation.semantickernel;

import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.extendsClass;
import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.hasClassesNamed;
import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import com.microsoft.semantickernel.semanticfunctions.KernelFunction;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Every function of a kernel, from a method or from a prompt, whoever asks for it. */
final class FunctionInstrumentation implements TypeInstrumentation {

  private static final String FUNCTION =
      "com.microsoft.semantickernel.semanticfunctions.KernelFunction";

  @Override
  public ElementMatcher<ClassLoader> classLoaderOptimization() {
    return hasClassesNamed(FUNCTION);
  }

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return extendsClass(named(FUNCTION));
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("invokeAsync")
            .and(not(isAbstract()))
            .and(takesArguments(4))
            .and(takesArgument(0, named("com.microsoft.semantickernel.Kernel")))
            .and(returns(named("reactor.core.publisher.Mono"))),
        getClass().getName() + "$InvokeAdvice");
  }

  @SuppressWarnings("unused")
  public static class InvokeAdvice {

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static @Nullable Mono<Object> onExit(
        @Advice.This KernelFunction<?> function,
        @Advice.Argument(1) @Nullable Object arguments,
        @Advice.Return @Nullable Mono<Object> result) {
      return FunctionRuns.watched(function, arguments, result);
    }
  }
}
