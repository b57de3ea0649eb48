package io.treeline.javaagent.instrumentation.springai;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.ClientRequest;

/** Every request of {@code WebClient}. */
final class ExchangeFunctionInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named(
        "org.springframework.web.reactive.function.client.ExchangeFunctions$DefaultExchangeFunction");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("exchange")
            .and(takesArguments(1))
            .and(
                takesArgument(
                    0, named("org.springframework.web.reactive.function.client.ClientRequest"))),
        getClass().getName() + "$ExchangeAdvice");
  }

  @SuppressWarnings("unused")
  public static class ExchangeAdvice {

    @Advice.AssignReturned.ToArguments(@ToArgument(0))
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable ClientRequest onEnter(
        @Advice.Argument(0) @Nullable ClientRequest request) {
      return request == null ? null : ExchangedRequests.begin(request);
    }
  }
}
