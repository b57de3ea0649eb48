package io.treeline.javaagent.instrumentation.langchain4j;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;

/** What an application cancels a stream with, from 1.8 on. No event follows a cancellation. */
final class StreamingHandleInstrumentation extends ImplementorInstrumentation {

  StreamingHandleInstrumentation() {
    super("dev.langchain4j.model.chat.response.StreamingHandle");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        not(isAbstract()).and(named("cancel")).and(takesNoArguments()),
        getClass().getName() + "$CancelAdvice");
  }

  @SuppressWarnings("unused")
  public static class CancelAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void onExit(@Advice.This Object handle) {
      StreamingHandles.cancelled(handle);
    }
  }
}
