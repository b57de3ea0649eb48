package io.treeline.javaagent.instrumentation.langchain4j;

import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.hasClassesNamed;
import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.implementsInterface;
import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.langchain4j.model.chat.request.ChatRequest;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Chat models that answer with a future or a publisher, which they may since 1.20. */
final class AsyncChatInstrumentation implements TypeInstrumentation {

  private static final String REQUEST = "dev.langchain4j.model.chat.request.ChatRequest";

  @Override
  public ElementMatcher<ClassLoader> classLoaderOptimization() {
    return hasClassesNamed("dev.langchain4j.model.chat.response.ChatModelStreamingEvent");
  }

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return implementsInterface(named("dev.langchain4j.model.chat.ChatModel"))
        .or(implementsInterface(named("dev.langchain4j.model.chat.StreamingChatModel")));
  }

  @Override
  public void transform(TypeTransformer transformer) {
    ElementMatcher.Junction<net.bytebuddy.description.method.MethodDescription> asked =
        not(isAbstract()).and(takesArguments(1)).and(takesArgument(0, named(REQUEST)));
    transformer.applyAdviceToMethod(
        asked.and(namedOneOf("chatAsync", "doChatAsync")).and(returns(CompletableFuture.class)),
        getClass().getName() + "$FutureAdvice");
    transformer.applyAdviceToMethod(
        asked.and(namedOneOf("chat", "doChat")).and(returns(Flow.Publisher.class)),
        getClass().getName() + "$PublisherAdvice");
  }

  @SuppressWarnings("unused")
  public static class FutureAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(
        @Advice.This Object model, @Advice.Argument(0) @Nullable ChatRequest request) {
      return ChatCalls.begin(model, request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object call,
        @Advice.Return @Nullable CompletableFuture<?> future,
        @Advice.Thrown @Nullable Throwable thrown) {
      AsyncChats.answeredLater(call, future, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class PublisherAdvice {

    @AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static Flow.@Nullable Publisher<?> onExit(
        @Advice.This Object model,
        @Advice.Argument(0) @Nullable ChatRequest request,
        @Advice.Return Flow.@Nullable Publisher<?> publisher) {
      return AsyncChats.observed(model, request, publisher);
    }
  }
}
