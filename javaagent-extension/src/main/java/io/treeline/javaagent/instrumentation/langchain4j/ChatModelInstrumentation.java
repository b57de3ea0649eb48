package io.treeline.javaagent.instrumentation.langchain4j;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Every chat model, whoever wrote it: {@code doChat}, where the defaults of the model are merged
 * into the request, and {@code chat} of models that replace it. Of several that call each other the
 * outermost is the call, the inner ones enrich it.
 */
final class ChatModelInstrumentation extends ImplementorInstrumentation {

  private static final String REQUEST = "dev.langchain4j.model.chat.request.ChatRequest";

  ChatModelInstrumentation() {
    super("dev.langchain4j.model.chat.ChatModel");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    ElementMatcher.Junction<MethodDescription> answersRequest =
        not(isAbstract())
            .and(takesArgument(0, named(REQUEST)))
            .and(returns(named("dev.langchain4j.model.chat.response.ChatResponse")));
    transformer.applyAdviceToMethod(
        answersRequest
            .and(named("doChat").and(takesArguments(1)))
            .or(
                answersRequest
                    .and(named("chat"))
                    .and(
                        takesArguments(1)
                            .or(
                                takesArguments(2)
                                    .and(
                                        takesArgument(
                                            1,
                                            named(
                                                "dev.langchain4j.model.chat.request"
                                                    + ".ChatRequestOptions")))))),
        getClass().getName() + "$ChatAdvice");
  }

  @SuppressWarnings("unused")
  public static class ChatAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(
        @Advice.This Object model, @Advice.Argument(0) @Nullable ChatRequest request) {
      return ChatCalls.begin(model, request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object call,
        @Advice.Return @Nullable ChatResponse response,
        @Advice.Thrown @Nullable Throwable thrown) {
      ChatCalls.end(call, response, thrown);
    }
  }
}
