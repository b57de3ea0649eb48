package io.treeline.javaagent.instrumentation.semantickernel;

import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.hasClassesNamed;
import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.implementsInterface;
import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import com.microsoft.semantickernel.orchestration.InvocationContext;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Chats, which call functions by themselves where they are allowed to. */
final class ChatServiceInstrumentation implements TypeInstrumentation {

  private static final String SERVICE =
      "com.microsoft.semantickernel.services.chatcompletion.ChatCompletionService";

  @Override
  public ElementMatcher<ClassLoader> classLoaderOptimization() {
    return hasClassesNamed(SERVICE);
  }

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return implementsInterface(named(SERVICE));
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("getChatMessageContentsAsync")
            .and(not(isAbstract()))
            .and(takesArguments(3))
            .and(
                takesArgument(
                    2, named("com.microsoft.semantickernel.orchestration.InvocationContext")))
            .and(returns(named("reactor.core.publisher.Mono"))),
        getClass().getName() + "$ChatAdvice");
  }

  @SuppressWarnings("unused")
  public static class ChatAdvice {

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static @Nullable Mono<Object> onExit(
        @Advice.Argument(0) @Nullable Object asked,
        @Advice.Argument(2) @Nullable InvocationContext invocation,
        @Advice.Return @Nullable Mono<Object> answer) {
      return ChatRuns.watched(asked, invocation, answer);
    }
  }
}
