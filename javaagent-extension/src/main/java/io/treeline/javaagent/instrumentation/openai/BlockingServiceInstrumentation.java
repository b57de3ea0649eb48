package io.treeline.javaagent.instrumentation.openai;

import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;

import com.openai.core.ClientOptions;
import com.openai.core.Params;
import com.openai.core.http.HttpResponseFor;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** The services of the blocking client. */
final class BlockingServiceInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf(
        "com.openai.services.blocking.chat.ChatCompletionServiceImpl$WithRawResponseImpl",
        "com.openai.services.blocking.ResponseServiceImpl$WithRawResponseImpl",
        "com.openai.services.blocking.CompletionServiceImpl$WithRawResponseImpl",
        "com.openai.services.blocking.EmbeddingServiceImpl$WithRawResponseImpl");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String outer = BlockingServiceInstrumentation.class.getName();
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
    public static @Nullable HttpResponseFor<?> onExit(
        @Advice.Enter @Nullable OpenAiCall call,
        @Advice.Return @Nullable HttpResponseFor<?> response,
        @Advice.Thrown @Nullable Throwable failure) {
      return call == null ? response : call.returned(response, failure);
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
    public static @Nullable HttpResponseFor<?> onExit(
        @Advice.Enter @Nullable OpenAiCall call,
        @Advice.Return @Nullable HttpResponseFor<?> response,
        @Advice.Thrown @Nullable Throwable failure) {
      return call == null ? response : call.returned(response, failure);
    }

    private CreateStreamingAdvice() {}
  }
}
