package io.treeline.javaagent.instrumentation.google.adk;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.returns;

import com.google.adk.events.Event;
import com.google.adk.runner.Runner;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.reactivex.rxjava3.core.Flowable;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Where an application's message enters, with the ids of its session and user. */
final class RunnerInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("com.google.adk.runner.Runner");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        namedOneOf("runAsync", "runLive")
            .and(isPublic())
            .and(returns(named("io.reactivex.rxjava3.core.Flowable"))),
        RunnerInstrumentation.class.getName() + "$RunAdvice");
  }

  /** One invocation. */
  @SuppressWarnings("unused")
  public static final class RunAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Scope onEnter(
        @Advice.This Runner runner, @Advice.AllArguments Object[] arguments) {
      return Sessions.enter(runner, arguments);
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static @Nullable Flowable<Event> onExit(
        @Advice.Enter @Nullable Scope scope, @Advice.Return @Nullable Flowable<Event> events) {
      return Sessions.leave(scope, events);
    }

    private RunAdvice() {}
  }
}
