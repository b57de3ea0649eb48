package io.treeline.javaagent.instrumentation.openai;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** The methods of the services that call a model. */
final class ServiceMethods {

  /** {@code create} or {@code createStreaming} of the four APIs; other overloads call these. */
  static ElementMatcher.Junction<MethodDescription> calling(String name) {
    return named(name)
        .and(isPublic())
        .and(takesArguments(2))
        .and(
            takesArgument(
                0,
                namedOneOf(
                    "com.openai.models.chat.completions.ChatCompletionCreateParams",
                    "com.openai.models.responses.ResponseCreateParams",
                    "com.openai.models.completions.CompletionCreateParams",
                    "com.openai.models.embeddings.EmbeddingCreateParams")))
        .and(takesArgument(1, named("com.openai.core.RequestOptions")));
  }

  private ServiceMethods() {}
}
