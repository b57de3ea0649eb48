package io.treeline.javaagent.instrumentation.langchain4j;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.returns;

import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Models that make or change images. Their methods call each other: the outermost counts. */
final class ImageModelInstrumentation extends ImplementorInstrumentation {

  ImageModelInstrumentation() {
    super("dev.langchain4j.model.image.ImageModel");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        namedOneOf("generate", "edit")
            .and(not(isAbstract()))
            .and(returns(named("dev.langchain4j.model.output.Response"))),
        getClass().getName() + "$GenerateAdvice");
  }

  @SuppressWarnings("unused")
  public static class GenerateAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(
        @Advice.This Object target, @Advice.AllArguments @Nullable Object[] arguments) {
      return ImageCalls.begin(target, arguments);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object call,
        @Advice.Return @Nullable Object result,
        @Advice.Thrown @Nullable Throwable thrown) {
      ImageCalls.end(call, result, thrown);
    }
  }
}
