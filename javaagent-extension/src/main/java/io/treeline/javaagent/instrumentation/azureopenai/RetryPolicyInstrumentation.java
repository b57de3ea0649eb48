package io.treeline.javaagent.instrumentation.azureopenai;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpResponse;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.time.Duration;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Where every request of azure-core passes with its headers, and where it is repeated. */
final class RetryPolicyInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("com.azure.core.http.policy.RetryPolicy");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String outer = RetryPolicyInstrumentation.class.getName();
    transformer.applyAdviceToMethod(
        namedOneOf("process", "processSync")
            .and(isPublic())
            .and(takesArgument(0, named("com.azure.core.http.HttpPipelineCallContext"))),
        outer + "$RequestAdvice");
    // Called exactly once before the retry of a request that was answered.
    transformer.applyAdviceToMethod(
        named("determineDelayDuration")
            .and(isStatic())
            .and(takesArgument(0, named("com.azure.core.http.HttpResponse")))
            .and(takesArgument(1, int.class))
            .and(returns(Duration.class)),
        outer + "$BackoffAdvice");
    transformer.applyAdviceToMethod(
        named("shouldRetryException")
            .and(isStatic())
            .and(takesArgument(1, Throwable.class))
            .and(takesArgument(2, int.class))
            .and(returns(boolean.class)),
        outer + "$FailureAdvice");
  }

  /** Reads the session's headers, and takes them off when they are to stay home. */
  @SuppressWarnings("unused")
  public static final class RequestAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) HttpPipelineCallContext context) {
      PipelineRequests.sending(context.getHttpRequest());
    }

    private RequestAdvice() {}
  }

  /** Records a retry after an answer. */
  @SuppressWarnings("unused")
  public static final class BackoffAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Argument(0) HttpResponse response,
        @Advice.Argument(1) int attempt,
        @Advice.Return @Nullable Duration backoff) {
      PipelineRequests.retrying(attempt, Integer.toString(response.getStatusCode()), backoff);
    }

    private BackoffAdvice() {}
  }

  /** Records a retry after an exception. */
  @SuppressWarnings("unused")
  public static final class FailureAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Argument(1) Throwable failure,
        @Advice.Argument(2) int attempt,
        @Advice.Return boolean again) {
      if (again) {
        PipelineRequests.retrying(attempt, failure.getClass().getName(), null);
      }
    }

    private FailureAdvice() {}
  }
}
