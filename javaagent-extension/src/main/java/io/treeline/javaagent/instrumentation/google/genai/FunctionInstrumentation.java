package io.treeline.javaagent.instrumentation.google.genai;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.lang.reflect.Method;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Functions the library calls; it makes an answer of what they throw. */
final class FunctionInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("com.google.genai.AfcUtil");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("getFunctionResponse").and(takesArguments(2)).and(takesArgument(0, Method.class)),
        FunctionInstrumentation.class.getName() + "$FunctionAdvice");
  }

  /** One function. */
  @SuppressWarnings("unused")
  public static final class FunctionAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static FunctionLoop.@Nullable RunningFunction onEnter(
        @Advice.Argument(0) Method method, @Advice.Argument(1) Object arguments) {
      return FunctionLoop.toolCalled(method.getName(), arguments);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter FunctionLoop.@Nullable RunningFunction running,
        @Advice.Return @Nullable Object result,
        @Advice.Thrown @Nullable Throwable failure) {
      if (running != null) {
        running.returned(result, failure);
      }
    }

    private FunctionAdvice() {}
  }
}
