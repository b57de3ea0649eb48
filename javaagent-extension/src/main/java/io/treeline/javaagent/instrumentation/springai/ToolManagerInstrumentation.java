package io.treeline.javaagent.instrumentation.springai;

import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.hasClassesNamed;
import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.implementsInterface;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.model.tool.ToolExecutionResult;

/** Who runs the tools that an answer chose. */
final class ToolManagerInstrumentation implements TypeInstrumentation {

  private static final String MANAGER = "org.springframework.ai.model.tool.ToolCallingManager";

  @Override
  public ElementMatcher<ClassLoader> classLoaderOptimization() {
    return hasClassesNamed(MANAGER);
  }

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return implementsInterface(named(MANAGER));
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("executeToolCalls")
            .and(takesArguments(2))
            .and(takesArgument(0, named("org.springframework.ai.chat.prompt.Prompt")))
            .and(takesArgument(1, named("org.springframework.ai.chat.model.ChatResponse"))),
        getClass().getName() + "$ExecuteAdvice");
  }

  @SuppressWarnings("unused")
  public static class ExecuteAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(@Advice.Argument(1) @Nullable ChatResponse response) {
      return ChosenTools.begin(response);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object entered,
        @Advice.Return @Nullable ToolExecutionResult result,
        @Advice.Thrown @Nullable Throwable thrown) {
      ChosenTools.end(entered, result, thrown);
    }
  }
}
