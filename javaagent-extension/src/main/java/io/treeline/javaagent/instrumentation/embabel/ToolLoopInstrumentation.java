package io.treeline.javaagent.instrumentation.embabel;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import kotlin.Pair;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Tools that the library's own loop executes; earlier versions left that to Spring AI. */
final class ToolLoopInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("com.embabel.agent.spi.loop.support.DefaultToolLoop");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("executeToolCall")
            .and(takesArguments(2))
            .and(takesArgument(1, named("com.embabel.chat.ToolCall"))),
        getClass().getName() + "$ExecuteAdvice");
  }

  @SuppressWarnings("unused")
  public static class ExecuteAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(@Advice.Argument(1) @Nullable Object chosen) {
      return ToolCalls.begin(chosen);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object execution,
        @Advice.Return @Nullable Pair<?, ?> result,
        @Advice.Thrown @Nullable Throwable thrown) {
      ToolCalls.end(execution, result, thrown);
    }
  }
}
