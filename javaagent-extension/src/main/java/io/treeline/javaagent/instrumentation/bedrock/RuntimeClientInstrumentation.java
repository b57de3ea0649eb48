package io.treeline.javaagent.instrumentation.bedrock;

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
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.core.SdkRequest;

/** The blocking client, whoever built it; it has no streams. */
final class RuntimeClientInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("software.amazon.awssdk.services.bedrockruntime.DefaultBedrockRuntimeClient");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String model = "software.amazon.awssdk.services.bedrockruntime.model.";
    transformer.applyAdviceToMethod(
        namedOneOf("converse", "invokeModel")
            .and(isPublic())
            .and(takesArguments(1))
            .and(
                takesArgument(
                    0, namedOneOf(model + "ConverseRequest", model + "InvokeModelRequest"))),
        RuntimeClientInstrumentation.class.getName() + "$CallAdvice");
  }

  /** The call is made before the method returns. */
  @SuppressWarnings("unused")
  public static final class CallAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable BedrockCall onEnter(
        @Advice.This AwsClient client, @Advice.Argument(0) SdkRequest request) {
      return BedrockCall.begin(client, request, false);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable BedrockCall call,
        @Advice.Return @Nullable Object response,
        @Advice.Thrown @Nullable Throwable failure) {
      if (call != null) {
        call.returned(response, failure);
      }
    }

    private CallAdvice() {}
  }
}
