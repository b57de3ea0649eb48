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

/** Tools themselves, whoever calls them. */
final class ToolCallbackInstrumentation implements TypeInstrumentation {

  private static final String CALLBACK = "org.springframework.ai.tool.ToolCallback";

  @Override
  public ElementMatcher<ClassLoader> classLoaderOptimization() {
    return hasClassesNamed(CALLBACK);
  }

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return implementsInterface(named(CALLBACK));
  }

  @Override
  public void transform(TypeTransformer transformer) {
    var withContext =
        takesArguments(2)
            .and(takesArgument(1, named("org.springframework.ai.chat.model.ToolContext")));
    transformer.applyAdviceToMethod(
        named("call")
            .and(takesArgument(0, String.class))
            .and(takesArguments(1).or(withContext))
            .and(returns(String.class))
            .and(not(isAbstract())),
        getClass().getName() + "$CallAdvice");
  }

  @SuppressWarnings("unused")
  public static class CallAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(
        @Advice.This Object callback, @Advice.Argument(0) @Nullable String arguments) {
      return ToolCallbacks.begin(callback, arguments);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object entered,
        @Advice.Return @Nullable Object result,
        @Advice.Thrown @Nullable Throwable thrown) {
      ToolCallbacks.end(entered, result, thrown);
    }
  }
}
