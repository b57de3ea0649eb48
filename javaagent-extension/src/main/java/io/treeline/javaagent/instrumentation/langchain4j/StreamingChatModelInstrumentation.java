package io.treeline.javaagent.instrumentation.langchain4j;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Every streaming chat model, as {@link ChatModelInstrumentation} does for plain ones. The handler
 * is replaced by a proxy of the same interface, which sees every event first.
 */
final class StreamingChatModelInstrumentation extends ImplementorInstrumentation {

  private static final String REQUEST = "dev.langchain4j.model.chat.request.ChatRequest";
  private static final String HANDLER =
      "dev.langchain4j.model.chat.response.StreamingChatResponseHandler";

  StreamingChatModelInstrumentation() {
    super("dev.langchain4j.model.chat.StreamingChatModel");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    ElementMatcher.Junction<MethodDescription> streams =
        not(isAbstract()).and(takesArgument(0, named(REQUEST)));
    transformer.applyAdviceToMethod(
        streams
            .and(namedOneOf("chat", "doChat"))
            .and(takesArguments(2))
            .and(takesArgument(1, named(HANDLER))),
        getClass().getName() + "$ChatAdvice");
    transformer.applyAdviceToMethod(
        streams.and(named("chat")).and(takesArguments(3)).and(takesArgument(2, named(HANDLER))),
        getClass().getName() + "$ChatWithOptionsAdvice");
  }

  @SuppressWarnings("unused")
  public static class ChatAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    @Advice.AssignReturned.ToArguments(@ToArgument(value = 1, index = 1))
    public static @Nullable Object[] onEnter(
        @Advice.This Object model,
        @Advice.Argument(0) @Nullable ChatRequest request,
        @Advice.Argument(1) @Nullable StreamingChatResponseHandler handler) {
      return StreamingChatCalls.begin(model, request, handler);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object @Nullable [] entered,
        @Advice.Thrown @Nullable Throwable thrown) {
      StreamingChatCalls.returned(entered, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class ChatWithOptionsAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    @Advice.AssignReturned.ToArguments(@ToArgument(value = 2, index = 1))
    public static @Nullable Object[] onEnter(
        @Advice.This Object model,
        @Advice.Argument(0) @Nullable ChatRequest request,
        @Advice.Argument(2) @Nullable StreamingChatResponseHandler handler) {
      return StreamingChatCalls.begin(model, request, handler);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object @Nullable [] entered,
        @Advice.Thrown @Nullable Throwable thrown) {
      StreamingChatCalls.returned(entered, thrown);
    }
  }
}
