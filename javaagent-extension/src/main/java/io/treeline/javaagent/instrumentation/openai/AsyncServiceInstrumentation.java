package io.treeline.javaagent.instrumentation.openai;

import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;

import com.openai.core.ClientOptions;
import com.openai.core.Params;
import com.openai.core.http.HttpResponseFor;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** The services of the asynchronous client. */
final class AsyncServiceInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf(
        "com.openai.services.async.chat.ChatCompletionServiceAsyncImpl$WithRawResponseImpl",
        "com.openai.services.async.ResponseServiceAsyncImpl$WithRawResponseImpl",
        "com.openai.services.async.CompletionServiceAsyncImpl$WithRawResponseImpl",
        "com.openai.services.async.EmbeddingServiceAsyncImpl$WithRawResponseImpl");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String outer = AsyncServiceInstrumentation.class.getName();
    transformer.applyAdviceToMethod(ServiceMethods.calling("create"), outer + "$CreateAdvice");
    transformer.applyAdviceToMethod(
        ServiceMethods.calling("createStreaming"), outer + "$CreateStreamingAdvice");
  }

  /** A call answered at once. */
  @SuppressWarnings("unused")
  public static final class CreateAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable OpenAiCall onEnter(
        @Advice.Argument(0) Params params,
        @Advice.FieldValue("clientOptions") ClientOptions client) {
      return OpenAiCall.begin(params, client, false);
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static @Nullable CompletableFuture<HttpResponseFor<?>> onExit(
        @Advice.Enter @Nullable OpenAiCall call,
        @Advice.Return @Nullable CompletableFuture<HttpResponseFor<?>> response,
        @Advice.Thrown @Nullable Throwable failure) {
      return call == null ? response : call.returnedLater(response, failure);
    }

    private CreateAdvice() {}
  }

  /** A call answered as a stream. */
  @SuppressWarnings("unused")
  public static final class CreateStreamingAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable OpenAiCall onEnter(
        @Advice.Argument(0) Params params,
        @Advice.FieldValue("clientOptions") ClientOptions client) {
      return OpenAiCall.begin(params, client, true);
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static @Nullable CompletableFuture<HttpResponseFor<?>> onExit(
        @Advice.Enter @Nullable OpenAiCall call,
        @Advice.Return @Nullable CompletableFuture<HttpResponseFor<?>> response,
        @Advice.Thrown @Nullable Throwable failure) {
      return call == null ? response : call.returnedLater(response, failure);
    }

    private CreateStreamingAdvice() {}
  }
}
