package io.treeline.javaagent.instrumentation.koog;

import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.extendsClass;
import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.hasClassesNamed;
import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Executors of prompts and the clients beneath them, of which the outermost has the span. */
final class ModelInstrumentation implements TypeInstrumentation {

  private static final String EXECUTOR = "ai.koog.prompt.executor.model.PromptExecutor";
  private static final String CLIENT = "ai.koog.prompt.executor.clients.LLMClient";
  private static final String PROMPT = "ai.koog.prompt.Prompt";

  @Override
  public ElementMatcher<ClassLoader> classLoaderOptimization() {
    return hasClassesNamed(EXECUTOR);
  }

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return extendsClass(namedOneOf(EXECUTOR, CLIENT));
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        namedOneOf("execute", "executeMultipleChoices")
            .and(not(isAbstract()))
            .and(takesArguments(4))
            .and(takesArgument(0, named(PROMPT)))
            .and(takesArgument(3, named("kotlin.coroutines.Continuation"))),
        getClass().getName() + "$ExecuteAdvice");
    transformer.applyAdviceToMethod(
        named("executeStreaming")
            .and(not(isAbstract()))
            .and(takesArguments(3))
            .and(takesArgument(0, named(PROMPT)))
            .and(returns(named("kotlinx.coroutines.flow.Flow"))),
        getClass().getName() + "$StreamAdvice");
  }

  @SuppressWarnings("unused")
  public static class ExecuteAdvice {

    @Advice.AssignReturned.ToArguments(@ToArgument(3))
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Continuation<?> onEnter(
        @Advice.Argument(0) @Nullable Object prompt,
        @Advice.Argument(1) @Nullable Object model,
        @Advice.Argument(2) @Nullable Object tools,
        @Advice.Argument(3) @Nullable Object caller) {
      return ModelCalls.begin(prompt, model, tools, caller);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Continuation<?> call,
        @Advice.Return @Nullable Object result,
        @Advice.Thrown @Nullable Throwable thrown) {
      CoroutineCall.returned(call, result, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class StreamAdvice {

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static @Nullable Flow<Object> onExit(
        @Advice.Argument(0) @Nullable Object prompt,
        @Advice.Argument(1) @Nullable Object model,
        @Advice.Argument(2) @Nullable Object tools,
        @Advice.Return @Nullable Flow<Object> answer) {
      return answer == null ? null : new WatchedFlow(answer, prompt, model, tools);
    }
  }
}
