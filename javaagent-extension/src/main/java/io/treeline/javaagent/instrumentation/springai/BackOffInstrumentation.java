package io.treeline.javaagent.instrumentation.springai;

import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.hasClassesNamed;
import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.implementsInterface;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.springframework.retry.backoff.Sleeper;

/** The wait before every repetition. */
final class BackOffInstrumentation implements TypeInstrumentation {

  private static final String SLEEPER = "org.springframework.retry.backoff.Sleeper";

  @Override
  public ElementMatcher<ClassLoader> classLoaderOptimization() {
    return hasClassesNamed(SLEEPER);
  }

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return implementsInterface(named(SLEEPER));
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("sleep").and(takesArguments(1)).and(takesArgument(0, long.class)),
        getClass().getName() + "$SleepAdvice");
  }

  @SuppressWarnings("unused")
  public static class SleepAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void onEnter(@Advice.This Sleeper sleeper, @Advice.Argument(0) long millis) {
      Retries.waiting(sleeper, millis);
    }
  }
}
