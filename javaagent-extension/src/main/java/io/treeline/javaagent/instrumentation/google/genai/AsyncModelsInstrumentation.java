package io.treeline.javaagent.instrumentation.google.genai;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentConfig;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** The asynchronous models, where they make requests of their own. */
final class AsyncModelsInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("com.google.genai.AsyncModels");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String outer = AsyncModelsInstrumentation.class.getName();
    var later = returns(CompletableFuture.class);
    transformer.applyAdviceToMethod(
        ModelsInstrumentation.generating("privateGenerateContent", "privateGenerateContentStream")
            .and(later),
        outer + "$GenerateAdvice");
    transformer.applyAdviceToMethod(
        named("privateEmbedContent").and(takesArgument(0, String.class)).and(later),
        outer + "$EmbedAdvice");
    transformer.applyAdviceToMethod(
        ModelsInstrumentation.generating("generateContent").and(later), outer + "$LoopAdvice");
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

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static @Nullable CompletableFuture<?> onExit(
        @Advice.Enter @Nullable ContentCall call,
        @Advice.Return @Nullable CompletableFuture<?> response,
        @Advice.Thrown @Nullable Throwable failure) {
      return call == null ? response : call.returnedLater(response, failure);
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

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static @Nullable CompletableFuture<?> onExit(
        @Advice.Enter @Nullable ContentCall call,
        @Advice.Return @Nullable CompletableFuture<?> response,
        @Advice.Thrown @Nullable Throwable failure) {
      return call == null ? response : call.returnedLater(response, failure);
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

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static @Nullable CompletableFuture<?> onExit(
        @Advice.Enter @Nullable FunctionLoop loop,
        @Advice.Return @Nullable CompletableFuture<?> response,
        @Advice.Thrown @Nullable Throwable failure) {
      return loop == null ? response : loop.returnedLater(response, failure);
    }

    private LoopAdvice() {}
  }
}
