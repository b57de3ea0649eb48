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
import software.amazon.awssdk.core.SdkRequest;

/** Searches in knowledge bases by the blocking client; it has no agents. */
final class AgentClientInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named(
        "software.amazon.awssdk.services.bedrockagentruntime.DefaultBedrockAgentRuntimeClient");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String model = "software.amazon.awssdk.services.bedrockagentruntime.model.";
    transformer.applyAdviceToMethod(
        namedOneOf("retrieve", "retrieveAndGenerate")
            .and(isPublic())
            .and(takesArguments(1))
            .and(
                takesArgument(
                    0,
                    namedOneOf(model + "RetrieveRequest", model + "RetrieveAndGenerateRequest"))),
        AgentClientInstrumentation.class.getName() + "$RetrieveAdvice");
  }

  /** The search is made before the method returns. */
  @SuppressWarnings("unused")
  public static final class RetrieveAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable KnowledgeBaseSearch onEnter(@Advice.Argument(0) SdkRequest request) {
      return KnowledgeBaseSearch.begin(request);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable KnowledgeBaseSearch search,
        @Advice.Return @Nullable Object response,
        @Advice.Thrown @Nullable Throwable failure) {
      if (search != null) {
        search.returned(response, failure);
      }
    }

    private RetrieveAdvice() {}
  }
}
