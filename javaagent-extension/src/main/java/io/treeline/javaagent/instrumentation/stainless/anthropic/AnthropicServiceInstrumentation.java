package io.treeline.javaagent.instrumentation.stainless.anthropic;

import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;

import com.anthropic.core.ClientOptions;
import com.anthropic.core.Params;
import com.anthropic.core.RequestOptions;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.treeline.javaagent.instrumentation.stainless.ServiceCall;
import io.treeline.javaagent.instrumentation.stainless.ServiceMethods;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** The services of the blocking and of the asynchronous client. */
final class AnthropicServiceInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf(
        "com.anthropic.services.blocking.MessageServiceImpl$WithRawResponseImpl",
        "com.anthropic.services.blocking.beta.MessageServiceImpl$WithRawResponseImpl",
        "com.anthropic.services.async.MessageServiceAsyncImpl$WithRawResponseImpl",
        "com.anthropic.services.async.beta.MessageServiceAsyncImpl$WithRawResponseImpl");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        ServiceMethods.calling(
            "com.anthropic",
            "com.anthropic.models.messages.MessageCreateParams",
            "com.anthropic.models.beta.messages.MessageCreateParams"),
        AnthropicServiceInstrumentation.class.getName() + "$CallAdvice");
  }

  /** A call, answered at once or as a stream, now or later. */
  @SuppressWarnings("unused")
  public static final class CallAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable ServiceCall onEnter(
        @Advice.Argument(0) Params params,
        @Advice.Argument(1) RequestOptions options,
        @Advice.FieldValue("clientOptions") ClientOptions client,
        @Advice.Origin("#m") String method) {
      return ServiceCall.begin(AnthropicLibrary.INSTANCE, params, client, options, method);
    }

    @Advice.AssignReturned.ToReturned(typing = Assigner.Typing.DYNAMIC)
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static @Nullable Object onExit(
        @Advice.Enter @Nullable ServiceCall call,
        @Advice.Return @Nullable Object response,
        @Advice.Thrown @Nullable Throwable failure) {
      return call == null ? response : call.returned(response, failure);
    }

    private CallAdvice() {}
  }
}
