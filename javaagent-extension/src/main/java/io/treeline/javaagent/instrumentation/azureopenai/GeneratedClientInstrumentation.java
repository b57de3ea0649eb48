package io.treeline.javaagent.instrumentation.azureopenai;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import com.azure.core.http.rest.Response;
import com.azure.core.util.BinaryData;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The client against Azure and the one against OpenAI, both generated: JSON in, JSON out. */
final class GeneratedClientInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf(
        "com.azure.ai.openai.implementation.OpenAIClientImpl",
        "com.azure.ai.openai.implementation.NonAzureOpenAIClientImpl");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String outer = GeneratedClientInstrumentation.class.getName();
    transformer.applyAdviceToMethod(
        calling(
                "getChatCompletionsWithResponse",
                "getCompletionsWithResponse",
                "getEmbeddingsWithResponse")
            .and(returns(named("com.azure.core.http.rest.Response"))),
        outer + "$CallAdvice");
    transformer.applyAdviceToMethod(
        calling(
                "getChatCompletionsWithResponseAsync",
                "getCompletionsWithResponseAsync",
                "getEmbeddingsWithResponseAsync")
            .and(returns(named("reactor.core.publisher.Mono"))),
        outer + "$AsyncCallAdvice");
  }

  private static ElementMatcher.Junction<MethodDescription> calling(String... names) {
    return namedOneOf(names)
        .and(isPublic())
        .and(takesArguments(3))
        .and(takesArgument(0, String.class))
        .and(takesArgument(1, named("com.azure.core.util.BinaryData")))
        .and(takesArgument(2, named("com.azure.core.http.rest.RequestOptions")));
  }

  /** The blocking client: the call is made before the method returns. */
  @SuppressWarnings("unused")
  public static final class CallAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable AzureCall onEnter(
        @Advice.This Object client,
        @Advice.Origin("#m") String method,
        @Advice.Argument(0) String deployment,
        @Advice.Argument(1) BinaryData body) {
      AzureCall call = AzureRequest.of(client, method, deployment, body).begin();
      if (call != null) {
        call.enter();
      }
      return call;
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static @Nullable Response<BinaryData> onExit(
        @Advice.Enter @Nullable AzureCall call,
        @Advice.Return @Nullable Response<BinaryData> response,
        @Advice.Thrown @Nullable Throwable failure) {
      return call == null ? response : call.returned(response, failure);
    }

    private CallAdvice() {}
  }

  /** The asynchronous client: every subscription to what is returned makes a call. */
  @SuppressWarnings("unused")
  public static final class AsyncCallAdvice {
    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static Mono<Response<BinaryData>> onExit(
        @Advice.This Object client,
        @Advice.Origin("#m") String method,
        @Advice.Argument(0) String deployment,
        @Advice.Argument(1) BinaryData body,
        @Advice.Return Mono<Response<BinaryData>> response) {
      return LaterAnswer.of(response, AzureRequest.of(client, method, deployment, body));
    }

    private AsyncCallAdvice() {}
  }
}
