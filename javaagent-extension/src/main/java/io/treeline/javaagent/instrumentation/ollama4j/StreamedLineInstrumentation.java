package io.treeline.javaagent.instrumentation.ollama4j;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.github.ollama4j.models.generate.OllamaGenerateResponseModel;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * The one thing the thread of {@link AsyncStreamerInstrumentation} asks of each decoded line: it
 * keeps the lines, and with them the counts, to itself.
 */
final class StreamedLineInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("io.github.ollama4j.models.generate.OllamaGenerateResponseModel");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("isDone").and(takesNoArguments()), getClass().getName() + "$IsDoneAdvice");
  }

  @SuppressWarnings("unused")
  public static class IsDoneAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void onExit(@Advice.This OllamaGenerateResponseModel line) {
      AsyncCalls.line(line);
    }
  }
}
