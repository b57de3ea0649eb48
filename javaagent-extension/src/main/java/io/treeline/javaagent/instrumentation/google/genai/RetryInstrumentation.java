package io.treeline.javaagent.instrumentation.google.genai;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** The client's own retries, which it has had since 1.20. */
final class RetryInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf(
        "com.google.genai.RetryInterceptor", "okhttp3.internal.http.RealInterceptorChain");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String outer = RetryInstrumentation.class.getName();
    // Called exactly once before each retry.
    transformer.applyAdviceToMethod(
        named("calculateDelay")
            .and(takesArguments(2))
            .and(takesArgument(1, int.class))
            .and(returns(long.class)),
        outer + "$DelayAdvice");
    // The interceptor keeps what an attempt answered to itself.
    transformer.applyAdviceToMethod(
        named("proceed").and(takesArguments(1)).and(returns(named("okhttp3.Response"))),
        outer + "$AttemptAdvice");
  }

  /** Records a retry. */
  @SuppressWarnings("unused")
  public static final class DelayAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Argument(1) int attempt, @Advice.Return long backoffMillis) {
      Attempts.retrying(attempt, backoffMillis);
    }

    private DelayAdvice() {}
  }

  /** Remembers why an attempt failed. */
  @SuppressWarnings("unused")
  public static final class AttemptAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Return @Nullable Object response, @Advice.Thrown @Nullable Throwable failure) {
      Attempts.attempted(response, failure);
    }

    private AttemptAdvice() {}
  }
}
