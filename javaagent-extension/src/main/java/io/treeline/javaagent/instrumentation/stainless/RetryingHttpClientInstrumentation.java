package io.treeline.javaagent.instrumentation.stainless;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.time.Duration;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** The client's own retries, and the last place to take headers off a request. */
public final class RetryingHttpClientInstrumentation implements TypeInstrumentation {

  private final String root;
  private final Class<?> backoffAdvice;
  private final Class<?> sendAdvice;

  /**
   * @param root package of the library, such as {@code com.openai}
   * @param backoffAdvice takes the number of the retry, the response before and the wait
   * @param sendAdvice takes the request
   */
  public RetryingHttpClientInstrumentation(
      String root, Class<?> backoffAdvice, Class<?> sendAdvice) {
    this.root = root;
    this.backoffAdvice = backoffAdvice;
    this.sendAdvice = sendAdvice;
  }

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named(root + ".core.http.RetryingHttpClient");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    // Called exactly once before each retry; the method was renamed in 2.0.
    transformer.applyAdviceToMethod(
        namedOneOf("getRetryBackoffDuration", "getRetryBackoffMillis")
            .and(takesArguments(2))
            .and(takesArgument(0, int.class))
            .and(takesArgument(1, named(root + ".core.http.HttpResponse")))
            .and(returns(Duration.class)),
        backoffAdvice.getName());
    transformer.applyAdviceToMethod(
        named("shouldRetry").and(takesArguments(1)).and(takesArgument(0, Throwable.class)),
        RetryingHttpClientInstrumentation.class.getName() + "$FailureAdvice");
    transformer.applyAdviceToMethod(
        namedOneOf("execute", "executeAsync")
            .and(isPublic())
            .and(takesArguments(2))
            .and(takesArgument(0, named(root + ".core.http.HttpRequest"))),
        sendAdvice.getName());
  }

  /** Remembers why an attempt without a response failed. */
  @SuppressWarnings("unused")
  public static final class FailureAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) Throwable failure) {
      Attempts.failed(failure);
    }

    private FailureAdvice() {}
  }
}
