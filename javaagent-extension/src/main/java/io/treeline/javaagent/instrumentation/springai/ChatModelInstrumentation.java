package io.treeline.javaagent.instrumentation.springai;

import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.hasClassesNamed;
import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.implementsInterface;
import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
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

/**
 * Streams of chat models, and the methods inside of them that take the answer whose usage is added:
 * there and nowhere else the usage of an answer is not that of its request.
 */
final class ChatModelInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<ClassLoader> classLoaderOptimization() {
    return hasClassesNamed("org.springframework.ai.chat.model.ChatModel");
  }

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return implementsInterface(named("org.springframework.ai.chat.model.ChatModel"));
  }

  @Override
  public void transform(TypeTransformer transformer) {
    var prompt = takesArgument(0, named("org.springframework.ai.chat.prompt.Prompt"));
    var previous = takesArgument(1, named("org.springframework.ai.chat.model.ChatResponse"));
    var flux = returns(named("reactor.core.publisher.Flux"));
    transformer.applyAdviceToMethod(
        named("stream").and(takesArguments(1)).and(prompt).and(flux).and(not(isAbstract())),
        getClass().getName() + "$StreamAdvice");
    transformer.applyAdviceToMethod(
        named("internalStream").and(takesArguments(1)).and(prompt).and(flux),
        getClass().getName() + "$StreamAdvice");
    transformer.applyAdviceToMethod(
        named("internalStream").and(takesArguments(2)).and(prompt).and(previous).and(flux),
        getClass().getName() + "$ContinuedStreamAdvice");
    transformer.applyAdviceToMethod(
        named("internalCall").and(takesArguments(2)).and(prompt).and(previous),
        getClass().getName() + "$ContinuedCallAdvice");
  }

  @SuppressWarnings("unused")
  public static class StreamAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class)
    @Advice.AssignReturned.ToReturned
    public static @Nullable Flux<?> onExit(@Advice.Return @Nullable Flux<?> stream) {
      return Streams.observed(stream, null, false);
    }
  }

  @SuppressWarnings("unused")
  public static class ContinuedStreamAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class)
    @Advice.AssignReturned.ToReturned
    public static @Nullable Flux<?> onExit(
        @Advice.Argument(1) @Nullable Object previous, @Advice.Return @Nullable Flux<?> stream) {
      return Streams.observed(stream, null, previous != null);
    }
  }

  @SuppressWarnings("unused")
  public static class ContinuedCallAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(@Advice.Argument(1) @Nullable Object previous) {
      return ContinuedRequests.begin(previous);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(@Advice.Enter @Nullable Object entered) {
      ContinuedRequests.end(entered);
    }
  }
}
