package io.treeline.javaagent.instrumentation.ollama4j;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.github.ollama4j.models.response.OllamaAsyncResultStreamer;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Asynchronous generation: a thread of its own, created where the application asks. */
final class AsyncStreamerInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("io.github.ollama4j.models.response.OllamaAsyncResultStreamer");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(isConstructor(), getClass().getName() + "$CreateAdvice");
    transformer.applyAdviceToMethod(
        named("run").and(takesNoArguments()), getClass().getName() + "$RunAdvice");
  }

  @SuppressWarnings("unused")
  public static class CreateAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void onExit(@Advice.This OllamaAsyncResultStreamer streamer) {
      AsyncCalls.created(streamer);
    }
  }

  @SuppressWarnings("unused")
  public static class RunAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(@Advice.This OllamaAsyncResultStreamer streamer) {
      return AsyncCalls.begin(streamer);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.This OllamaAsyncResultStreamer streamer,
        @Advice.Enter @Nullable Object call,
        @Advice.Thrown @Nullable Throwable thrown) {
      AsyncCalls.end(streamer, call, thrown);
    }
  }
}
