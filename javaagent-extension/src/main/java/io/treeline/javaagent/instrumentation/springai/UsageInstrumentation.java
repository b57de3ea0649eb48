package io.treeline.javaagent.instrumentation.springai;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Where a request's usage is added to that of the requests before it. */
final class UsageInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.springframework.ai.support.UsageCalculator");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("getCumulativeUsage")
            .and(takesArguments(2))
            .and(takesArgument(1, named("org.springframework.ai.chat.model.ChatResponse"))),
        getClass().getName() + "$AddAdvice");
  }

  @SuppressWarnings("unused")
  public static class AddAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void onEnter(
        @Advice.Argument(0) @Nullable Object own, @Advice.Argument(1) @Nullable Object previous) {
      ContinuedRequests.added(own, previous);
    }
  }
}
