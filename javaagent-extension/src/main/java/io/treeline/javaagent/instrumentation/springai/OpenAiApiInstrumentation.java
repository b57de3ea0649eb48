package io.treeline.javaagent.instrumentation.springai;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Spring AI 1's own client of OpenAI's API: what its answers have and Spring AI leaves out. */
final class OpenAiApiInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.springframework.ai.openai.api.OpenAiApi");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("chatCompletionEntity").and(takesArguments(2)), getClass().getName() + "$ChatAdvice");
  }

  @SuppressWarnings("unused")
  public static class ChatAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void onExit(@Advice.Return @Nullable Object entity) {
      OpenAiAnswers.arrived(entity);
    }
  }
}
