package io.treeline.javaagent.instrumentation.agentscope;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import io.agentscope.core.agent.AgentBase;
import io.agentscope.core.message.Msg;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Agents of 2.0, where calls and streams of events meet in one method that knows the session. */
final class AgentLifecycleInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("io.agentscope.core.agent.AgentBase");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("runLifecycleBody")
            .and(takesArgument(0, List.class))
            .and(takesArgument(1, named("io.agentscope.core.agent.RuntimeContext"))),
        getClass().getName() + "$RunAdvice");
  }

  @SuppressWarnings("unused")
  public static class RunAdvice {

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static @Nullable Mono<Msg> onExit(
        @Advice.This AgentBase agent,
        @Advice.Argument(0) @Nullable List<Msg> messages,
        @Advice.Argument(1) @Nullable Object runtime,
        @Advice.Return @Nullable Mono<Msg> answer) {
      return AgentCalls.watched(agent, messages, runtime, answer);
    }
  }
}
