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
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;

/** The asynchronous client, which alone invokes agents and flows. */
final class AgentAsyncClientInstrumentation implements TypeInstrumentation {

  private static final String MODEL = "software.amazon.awssdk.services.bedrockagentruntime.model.";

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named(
        "software.amazon.awssdk.services.bedrockagentruntime.DefaultBedrockAgentRuntimeAsyncClient");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String outer = AgentAsyncClientInstrumentation.class.getName();
    transformer.applyAdviceToMethod(
        namedOneOf("invokeAgent", "invokeInlineAgent", "invokeFlow")
            .and(isPublic())
            .and(takesArguments(2))
            .and(
                takesArgument(
                    1,
                    namedOneOf(
                        MODEL + "InvokeAgentResponseHandler",
                        MODEL + "InvokeInlineAgentResponseHandler",
                        MODEL + "InvokeFlowResponseHandler"))),
        outer + "$InvokeAdvice");
    transformer.applyAdviceToMethod(
        namedOneOf("retrieve", "retrieveAndGenerate")
            .and(isPublic())
            .and(takesArguments(1))
            .and(
                takesArgument(
                    0,
                    namedOneOf(MODEL + "RetrieveRequest", MODEL + "RetrieveAndGenerateRequest"))),
        outer + "$RetrieveAdvice");
  }

  /** An agent or a flow, answered as a stream. */
  @SuppressWarnings("unused")
  public static final class InvokeAdvice {
    @Advice.AssignReturned.ToArguments(
        @ToArgument(value = 1, index = 1, typing = Assigner.Typing.DYNAMIC))
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static Object[] onEnter(
        @Advice.Argument(0) SdkRequest request,
        @Advice.Argument(value = 1, typing = Assigner.Typing.DYNAMIC) Object handler) {
      return AgentCall.begin(request, handler);
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static @Nullable CompletableFuture<?> onExit(
        @Advice.Enter Object @Nullable [] begun,
        @Advice.Return @Nullable CompletableFuture<?> answer,
        @Advice.Thrown @Nullable Throwable failure) {
      return begun != null && begun[0] instanceof AgentCall call
          ? call.returnedLater(answer, failure)
          : answer;
    }

    private InvokeAdvice() {}
  }

  /** A search in a knowledge base. */
  @SuppressWarnings("unused")
  public static final class RetrieveAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable KnowledgeBaseSearch onEnter(@Advice.Argument(0) SdkRequest request) {
      return KnowledgeBaseSearch.begin(request);
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static @Nullable CompletableFuture<?> onExit(
        @Advice.Enter @Nullable KnowledgeBaseSearch search,
        @Advice.Return @Nullable CompletableFuture<?> answer,
        @Advice.Thrown @Nullable Throwable failure) {
      return search == null ? answer : search.returnedLater(answer, failure);
    }

    private RetrieveAdvice() {}
  }
}
