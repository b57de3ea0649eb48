package io.treeline.javaagent.instrumentation.langchain4j;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * The AI service's own handler of one streamed answer: tells when the last answer, the one without
 * tool calls, has been delivered.
 */
final class StreamingHandlerInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("dev.langchain4j.service.AiServiceStreamingResponseHandler");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(isConstructor(), getClass().getName() + "$CreateAdvice");
    transformer.applyAdviceToMethod(
        named("onCompleteResponse").and(takesArguments(1)),
        getClass().getName() + "$CompleteAdvice");
    // Since 1.6; also called when a tool's answer is the service's.
    transformer.applyAdviceToMethod(
        named("fireInvocationComplete").and(takesArguments(1)),
        getClass().getName() + "$InvocationCompleteAdvice");
    transformer.applyAdviceToMethod(
        named("onError").and(takesArguments(Throwable.class)),
        getClass().getName() + "$ErrorAdvice");
  }

  @SuppressWarnings("unused")
  public static class CreateAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void onExit(@Advice.This StreamingChatResponseHandler handler) {
      TokenStreams.handlerCreated(handler);
    }
  }

  @SuppressWarnings("unused")
  public static class CompleteAdvice {

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.This StreamingChatResponseHandler handler,
        @Advice.Argument(0) @Nullable ChatResponse response,
        @Advice.Thrown @Nullable Throwable thrown) {
      TokenStreams.answered(handler, response, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class InvocationCompleteAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void onExit(
        @Advice.This StreamingChatResponseHandler handler,
        @Advice.Argument(0) @Nullable Object response) {
      TokenStreams.completed(handler, response);
    }
  }

  @SuppressWarnings("unused")
  public static class ErrorAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void onEnter(
        @Advice.This StreamingChatResponseHandler handler,
        @Advice.Argument(0) @Nullable Throwable error) {
      TokenStreams.failed(handler, error);
    }
  }
}
