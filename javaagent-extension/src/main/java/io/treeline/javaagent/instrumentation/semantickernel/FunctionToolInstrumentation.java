package io.treeline.javaagent.instrumentation.semantickernel;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Functions the model chose, by which name and with which arguments. */
final class FunctionToolInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named(
        "com.microsoft.semantickernel.aiservices.openai.chatcompletion.OpenAIChatCompletion");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("invokeFunctionTool")
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
        @Advice.Argument(2) @Nullable Object call, @Advice.Return @Nullable Mono<Object> result) {
      return FunctionRuns.chosen(call, result);
    }
  }
}
