package io.treeline.javaagent.instrumentation.ollama4j;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** The client: {@code OllamaAPI} up to 1.0, {@code Ollama} from 1.1 on. */
final class ClientInstrumentation implements TypeInstrumentation {

  private static final String CHAT_REQUEST = "io.github.ollama4j.models.chat.OllamaChatRequest";

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf("io.github.ollama4j.Ollama", "io.github.ollama4j.OllamaAPI");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        isPublic()
            .and(namedOneOf("chat", "chatStreaming"))
            .and(takesArguments(2))
            .and(takesArgument(0, named(CHAT_REQUEST))),
        getClass().getName() + "$ChatAdvice");
    // Up to 1.0; later versions make a chat of it.
    transformer.applyAdviceToMethod(
        isPublic()
            .and(named("generateWithTools"))
            .and(takesArgument(0, String.class))
            .and(takesArgument(1, String.class)),
        getClass().getName() + "$GenerateWithToolsAdvice");
    transformer.applyAdviceToMethod(
        isPublic()
            .and(namedOneOf("embed", "generateEmbeddings"))
            .and(takesArguments(1))
            .and(
                takesArgument(
                    0,
                    namedOneOf(
                        "io.github.ollama4j.models.embed.OllamaEmbedRequest",
                        "io.github.ollama4j.models.embeddings.OllamaEmbedRequestModel",
                        "io.github.ollama4j.models.embeddings.OllamaEmbeddingsRequestModel"))),
        getClass().getName() + "$EmbedAdvice");
  }

  @SuppressWarnings("unused")
  public static class ChatAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(
        @Advice.This Object client, @Advice.Argument(0) @Nullable Object request) {
      return ToolLoops.begin(client, request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object entered,
        @Advice.Return @Nullable Object result,
        @Advice.Thrown @Nullable Throwable thrown) {
      ToolLoops.end(entered, result, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class GenerateWithToolsAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(
        @Advice.This Object client, @Advice.Argument(1) @Nullable String prompt) {
      return ToolLoops.begin(client, prompt);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object entered,
        @Advice.Return @Nullable Object result,
        @Advice.Thrown @Nullable Throwable thrown) {
      ToolLoops.end(entered, result, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class EmbedAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(
        @Advice.FieldValue("host") @Nullable String host,
        @Advice.Argument(0) @Nullable Object request) {
      return EmbedCalls.begin(host, request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object call,
        @Advice.Return @Nullable Object result,
        @Advice.Thrown @Nullable Throwable thrown) {
      EmbedCalls.end(call, result, thrown);
    }
  }
}
