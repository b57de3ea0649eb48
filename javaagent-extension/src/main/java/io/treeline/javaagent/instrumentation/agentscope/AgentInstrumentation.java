package io.treeline.javaagent.instrumentation.agentscope;

import static net.bytebuddy.matcher.ElementMatchers.declaresMethod;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
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

/** Agents of 1.0, where every way to ask one ends in one of two methods. */
final class AgentInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("io.agentscope.core.agent.AgentBase")
        .and(not(declaresMethod(named("runLifecycleBody"))));
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("call").and(takesArgument(0, List.class)), getClass().getName() + "$CallAdvice");
  }

  @SuppressWarnings("unused")
  public static class CallAdvice {

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static @Nullable Mono<Msg> onExit(
        @Advice.This AgentBase agent,
        @Advice.Argument(0) @Nullable List<Msg> messages,
        @Advice.Return @Nullable Mono<Msg> answer) {
      return AgentCalls.watched(agent, messages, null, answer);
    }
  }
}
