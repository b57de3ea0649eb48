package io.treeline.javaagent.instrumentation.langchain4j;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * The models' own retries. {@code jitterDelayMillis} is called once before each retry and answers
 * how long the policy will wait.
 */
final class RetryInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("dev.langchain4j.internal.RetryUtils$RetryPolicy");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("jitterDelayMillis").and(takesArguments(int.class)),
        getClass().getName() + "$DelayAdvice");
  }

  @SuppressWarnings("unused")
  public static class DelayAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void onExit(@Advice.Argument(0) int retry, @Advice.Return int delayMillis) {
      Retries.beforeRetry(retry, delayMillis);
    }
  }
}
