package io.treeline.javaagent.instrumentation.google.genai;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** The blocking models; the asynchronous ones call them on another thread until 1.18. */
final class ModelsInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("com.google.genai.Models");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String outer = ModelsInstrumentation.class.getName();
    transformer.applyAdviceToMethod(
        generating("privateGenerateContent", "privateGenerateContentStream"),
        outer + "$GenerateAdvice");
    transformer.applyAdviceToMethod(
        named("privateEmbedContent").and(takesArgument(0, String.class)), outer + "$EmbedAdvice");
    transformer.applyAdviceToMethod(
        generating("generateContent")
            .and(returns(named("com.google.genai.types.GenerateContentResponse"))),
        outer + "$LoopAdvice");
  }

  static ElementMatcher.Junction<MethodDescription> generating(String... names) {
    return namedOneOf(names)
        .and(takesArguments(3))
        .and(takesArgument(0, String.class))
        .and(takesArgument(1, List.class))
        .and(takesArgument(2, named("com.google.genai.types.GenerateContentConfig")));
  }

  /** One request, answered at once or as a stream. */
  @SuppressWarnings("unused")
  public static final class GenerateAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable ContentCall onEnter(
        @Advice.This Object models,
        @Advice.Origin("#m") String method,
        @Advice.Argument(0) @Nullable String model,
        @Advice.Argument(1) @Nullable List<Content> contents,
        @Advice.Argument(2) @Nullable GenerateContentConfig config) {
      return ContentCall.generate(models, model, contents, config, method.endsWith("Stream"));
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable ContentCall call,
        @Advice.Return @Nullable Object response,
        @Advice.Thrown @Nullable Throwable failure) {
      if (call != null) {
        call.returned(response, failure);
      }
    }

    private GenerateAdvice() {}
  }

  /** One request for embeddings. */
  @SuppressWarnings("unused")
  public static final class EmbedAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable ContentCall onEnter(
        @Advice.This Object models, @Advice.AllArguments Object[] arguments) {
      return ContentCall.embed(models, arguments);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable ContentCall call,
        @Advice.Return @Nullable Object response,
        @Advice.Thrown @Nullable Throwable failure) {
      if (call != null) {
        call.returned(response, failure);
      }
    }

    private EmbedAdvice() {}
  }

  /** Requests until no function is chosen. */
  @SuppressWarnings("unused")
  public static final class LoopAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable FunctionLoop onEnter(
        @Advice.Argument(1) @Nullable List<Content> contents,
        @Advice.Argument(2) @Nullable GenerateContentConfig config) {
      return FunctionLoop.begin(contents, config);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable FunctionLoop loop,
        @Advice.Return @Nullable GenerateContentResponse response,
        @Advice.Thrown @Nullable Throwable failure) {
      if (loop != null) {
        loop.returned(response, failure);
      }
    }

    private LoopAdvice() {}
  }
}
