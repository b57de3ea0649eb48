package io.treeline.javaagent.instrumentation.ollama4j;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.github.ollama4j.models.request.OllamaEndpointCaller;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** One chat or generation: one request, and the lines of its answer. */
final class EndpointCallerInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf(
        "io.github.ollama4j.models.request.OllamaChatEndpointCaller",
        "io.github.ollama4j.models.request.OllamaGenerateEndpointCaller");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("callSync").and(takesArguments(1)), getClass().getName() + "$CallAdvice");
    transformer.applyAdviceToMethod(
        named("parseResponseAndAddToBuffer").and(takesArgument(0, String.class)),
        getClass().getName() + "$LineAdvice");
  }

  @SuppressWarnings("unused")
  public static class CallAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(
        @Advice.This OllamaEndpointCaller caller, @Advice.Argument(0) @Nullable Object body) {
      return EndpointCalls.begin(caller, body);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object call, @Advice.Thrown @Nullable Throwable thrown) {
      EndpointCalls.end(call, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class LineAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(@Advice.Argument(0) @Nullable String line) {
      return EndpointCalls.line(line);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      EndpointCalls.lineHandled(scope);
    }
  }
}
