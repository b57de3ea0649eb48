package io.treeline.javaagent.instrumentation.langchain4j;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import dev.langchain4j.http.client.HttpRequest;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's own HTTP client, one call per attempt: where the request goes, which headers the
 * caller set, and why an attempt failed.
 */
final class HttpClientInstrumentation extends ImplementorInstrumentation {

  HttpClientInstrumentation() {
    super("dev.langchain4j.http.client.HttpClient");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        not(isAbstract())
            .and(named("execute"))
            .and(takesArgument(0, named("dev.langchain4j.http.client.HttpRequest"))),
        getClass().getName() + "$ExecuteAdvice");
  }

  @SuppressWarnings("unused")
  public static class ExecuteAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void onEnter(@Advice.Argument(0) @Nullable HttpRequest request) {
      HttpCalls.begin(request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(@Advice.Thrown @Nullable Throwable thrown) {
      HttpCalls.failed(thrown);
    }
  }
}
