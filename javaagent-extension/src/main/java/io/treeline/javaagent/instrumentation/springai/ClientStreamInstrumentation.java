package io.treeline.javaagent.instrumentation.springai;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Streams of chat clients and of the advisors within. */
final class ClientStreamInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.springframework.ai.chat.client.DefaultChatClient$DefaultStreamResponseSpec")
        .or(named("org.springframework.ai.chat.client.advisor.DefaultAroundAdvisorChain"));
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("doGetObservableFluxChatResponse")
            .or(named("nextStream"))
            .and(takesArguments(1))
            .and(takesArgument(0, named("org.springframework.ai.chat.client.ChatClientRequest")))
            .and(returns(named("reactor.core.publisher.Flux"))),
        getClass().getName() + "$StreamAdvice");
  }

  @SuppressWarnings("unused")
  public static class StreamAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class)
    @Advice.AssignReturned.ToReturned
    public static @Nullable Flux<?> onExit(
        @Advice.Origin("#m") String method, @Advice.Return @Nullable Flux<?> stream) {
      return Streams.observed(stream, method.startsWith("next") ? null : Callers.current(), false);
    }
  }
}
