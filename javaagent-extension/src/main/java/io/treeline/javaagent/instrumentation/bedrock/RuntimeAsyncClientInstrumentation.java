package io.treeline.javaagent.instrumentation.bedrock;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponseHandler;

/** The asynchronous client, which alone streams. */
final class RuntimeAsyncClientInstrumentation implements TypeInstrumentation {

  private static final String MODEL = "software.amazon.awssdk.services.bedrockruntime.model.";

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("software.amazon.awssdk.services.bedrockruntime.DefaultBedrockRuntimeAsyncClient");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String outer = RuntimeAsyncClientInstrumentation.class.getName();
    transformer.applyAdviceToMethod(
        namedOneOf("converse", "invokeModel")
            .and(isPublic())
            .and(takesArguments(1))
            .and(
                takesArgument(
                    0, namedOneOf(MODEL + "ConverseRequest", MODEL + "InvokeModelRequest"))),
        outer + "$CallAdvice");
    transformer.applyAdviceToMethod(
        named("converseStream")
            .and(isPublic())
            .and(takesArguments(2))
            .and(takesArgument(0, named(MODEL + "ConverseStreamRequest")))
            .and(takesArgument(1, named(MODEL + "ConverseStreamResponseHandler"))),
        outer + "$ConverseStreamAdvice");
    transformer.applyAdviceToMethod(
        named("invokeModelWithResponseStream")
            .and(isPublic())
            .and(takesArguments(2))
            .and(takesArgument(0, named(MODEL + "InvokeModelWithResponseStreamRequest")))
            .and(takesArgument(1, named(MODEL + "InvokeModelWithResponseStreamResponseHandler"))),
        outer + "$InvokeStreamAdvice");
  }

  /** A call answered at once. */
  @SuppressWarnings("unused")
  public static final class CallAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable BedrockCall onEnter(
        @Advice.This AwsClient client, @Advice.Argument(0) SdkRequest request) {
      return BedrockCall.begin(client, request, false);
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static @Nullable CompletableFuture<?> onExit(
        @Advice.Enter @Nullable BedrockCall call,
        @Advice.Return @Nullable CompletableFuture<?> answer,
        @Advice.Thrown @Nullable Throwable failure) {
      return call == null ? answer : call.returnedLater(answer, failure);
    }

    private CallAdvice() {}
  }

  /** A Converse answered as a stream. */
  @SuppressWarnings("unused")
  public static final class ConverseStreamAdvice {
    @Advice.AssignReturned.ToArguments(@ToArgument(value = 1, index = 1))
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static Object[] onEnter(
        @Advice.This AwsClient client,
        @Advice.Argument(0) SdkRequest request,
        @Advice.Argument(1) ConverseStreamResponseHandler handler) {
      return BedrockCall.beginStream(client, request, ConverseStreamResponseHandler.class, handler);
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static @Nullable CompletableFuture<?> onExit(
        @Advice.Enter Object @Nullable [] begun,
        @Advice.Return @Nullable CompletableFuture<?> answer,
        @Advice.Thrown @Nullable Throwable failure) {
      return begun != null && begun[0] instanceof BedrockCall call
          ? call.returnedLater(answer, failure)
          : answer;
    }

    private ConverseStreamAdvice() {}
  }

  /** An invocation answered as a stream. */
  @SuppressWarnings("unused")
  public static final class InvokeStreamAdvice {
    @Advice.AssignReturned.ToArguments(@ToArgument(value = 1, index = 1))
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static Object[] onEnter(
        @Advice.This AwsClient client,
        @Advice.Argument(0) SdkRequest request,
        @Advice.Argument(1) InvokeModelWithResponseStreamResponseHandler handler) {
      return BedrockCall.beginStream(
          client, request, InvokeModelWithResponseStreamResponseHandler.class, handler);
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static @Nullable CompletableFuture<?> onExit(
        @Advice.Enter Object @Nullable [] begun,
        @Advice.Return @Nullable CompletableFuture<?> answer,
        @Advice.Thrown @Nullable Throwable failure) {
      return begun != null && begun[0] instanceof BedrockCall call
          ? call.returnedLater(answer, failure)
          : answer;
    }

    private InvokeStreamAdvice() {}
  }
}
