package io.treeline.javaagent.instrumentation.google.adk;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import com.google.adk.agents.BaseAgent;
import com.google.adk.agents.InvocationContext;
import com.google.adk.events.Event;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.reactivex.rxjava3.core.Flowable;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Agents of every kind. */
final class AgentInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("com.google.adk.agents.BaseAgent");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        namedOneOf("runAsync", "runLive")
            .and(takesArguments(1))
            .and(takesArgument(0, named("com.google.adk.agents.InvocationContext")))
            .and(returns(named("io.reactivex.rxjava3.core.Flowable"))),
        AgentInstrumentation.class.getName() + "$RunAdvice");
  }

  /** One run, which begins when its events are asked for. */
  @SuppressWarnings("unused")
  public static final class RunAdvice {
    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static @Nullable Flowable<Event> onExit(
        @Advice.This BaseAgent agent,
        @Advice.Argument(0) InvocationContext invocation,
        @Advice.Return @Nullable Flowable<Event> events) {
      return events == null ? null : AgentRuns.watch(agent, invocation, events);
    }

    private RunAdvice() {}
  }
}
