package io.treeline.javaagent.instrumentation.bedrock;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.time.Duration;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import software.amazon.awssdk.core.internal.http.pipeline.stages.utils.RetryableStageHelper;

/** What the SDK keeps for one call about its attempts. */
final class RetryInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named(
        "software.amazon.awssdk.core.internal.http.pipeline.stages.utils.RetryableStageHelper");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String outer = RetryInstrumentation.class.getName();
    transformer.applyAdviceToMethod(isConstructor(), outer + "$CallAdvice");
    // Called exactly once before each retry.
    transformer.applyAdviceToMethod(
        named("logBackingOff")
            .and(isPublic())
            .and(takesArguments(1))
            .and(takesArgument(0, Duration.class)),
        outer + "$BackoffAdvice");
  }

  /** Remembers the call: attempts may be made on other threads. */
  @SuppressWarnings("unused")
  public static final class CallAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This RetryableStageHelper attempts) {
      Retries.begin(attempts);
    }

    private CallAdvice() {}
  }

  /** Records a retry. */
  @SuppressWarnings("unused")
  public static final class BackoffAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This RetryableStageHelper attempts, @Advice.Argument(0) Duration backoff) {
      Retries.retrying(attempts, backoff);
    }

    private BackoffAdvice() {}
  }
}
