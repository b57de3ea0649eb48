package io.treeline.javaagent.instrumentation.openai;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.time.Duration;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** The client's own retries, and the last place to take headers off a request. */
final class RetryingHttpClientInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("com.openai.core.http.RetryingHttpClient");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String outer = RetryingHttpClientInstrumentation.class.getName();
    // Called exactly once before each retry; the method was renamed in 2.0.
    transformer.applyAdviceToMethod(
        namedOneOf("getRetryBackoffDuration", "getRetryBackoffMillis")
            .and(takesArguments(2))
            .and(takesArgument(0, int.class))
            .and(takesArgument(1, named("com.openai.core.http.HttpResponse")))
            .and(returns(Duration.class)),
        outer + "$BackoffAdvice");
    transformer.applyAdviceToMethod(
        named("shouldRetry").and(takesArguments(1)).and(takesArgument(0, Throwable.class)),
        outer + "$FailureAdvice");
    transformer.applyAdviceToMethod(
        namedOneOf("execute", "executeAsync")
            .and(isPublic())
            .and(takesArguments(2))
            .and(takesArgument(0, named("com.openai.core.http.HttpRequest"))),
        outer + "$SendAdvice");
  }

  /** Records a retry. */
  @SuppressWarnings("unused")
  public static final class BackoffAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Argument(0) int attempt,
        @Advice.Argument(1) @Nullable HttpResponse response,
        @Advice.Return Duration backoff) {
      OpenAiCall.retrying(attempt, response, backoff);
    }

    private BackoffAdvice() {}
  }

  /** Remembers why an attempt without a response failed. */
  @SuppressWarnings("unused")
  public static final class FailureAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) Throwable failure) {
      OpenAiCall.attemptFailed(failure);
    }

    private FailureAdvice() {}
  }

  /** Takes session headers off the request when the user wants them to stay home. */
  @SuppressWarnings("unused")
  public static final class SendAdvice {
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable HttpRequest onEnter(@Advice.Argument(0) HttpRequest request) {
      return CallerHeaders.strip(request);
    }

    private SendAdvice() {}
  }
}
