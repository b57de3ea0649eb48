package io.treeline.javaagent.instrumentation.google.adk;

import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.extendsClass;
import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.hasClassesNamed;
import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import com.google.adk.models.BaseLlm;
import com.google.adk.models.LlmRequest;
import com.google.adk.models.LlmResponse;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.reactivex.rxjava3.core.Flowable;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Models of every kind, the application's own too. */
final class LlmInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<ClassLoader> classLoaderOptimization() {
    return hasClassesNamed("com.google.adk.models.BaseLlm");
  }

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return extendsClass(named("com.google.adk.models.BaseLlm"));
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("generateContent")
            .and(not(isAbstract()))
            .and(takesArguments(2))
            .and(takesArgument(0, named("com.google.adk.models.LlmRequest")))
            .and(takesArgument(1, boolean.class))
            .and(returns(named("io.reactivex.rxjava3.core.Flowable"))),
        LlmInstrumentation.class.getName() + "$GenerateAdvice");
  }

  /** One call. Some models ask as soon as they are called, some when they are subscribed to. */
  @SuppressWarnings("unused")
  public static final class GenerateAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable LlmCalls onEnter(
        @Advice.This BaseLlm llm,
        @Advice.Argument(0) LlmRequest request,
        @Advice.Argument(1) boolean streaming) {
      return LlmCalls.begin(llm, request, streaming);
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static @Nullable Flowable<LlmResponse> onExit(
        @Advice.Enter @Nullable LlmCalls call,
        @Advice.Return @Nullable Flowable<LlmResponse> responses,
        @Advice.Thrown @Nullable Throwable failure) {
      return call == null ? responses : call.returned(responses, failure);
    }

    private GenerateAdvice() {}
  }
}
