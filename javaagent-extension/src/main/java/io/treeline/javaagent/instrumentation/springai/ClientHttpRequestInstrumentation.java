package io.treeline.javaagent.instrumentation.springai;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.AbstractClientHttpRequest;

/** Every request of {@code RestClient} and {@code RestTemplate}, once per attempt. */
final class ClientHttpRequestInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.springframework.http.client.AbstractClientHttpRequest");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("execute").and(takesNoArguments()), getClass().getName() + "$ExecuteAdvice");
  }

  @SuppressWarnings("unused")
  public static class ExecuteAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void onEnter(@Advice.This AbstractClientHttpRequest request) {
      if (HttpCalls.begin(request.getURI(), request.getHeaders())) {
        HttpCalls.keepHome(request.getHeaders());
      }
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Return @Nullable Object response, @Advice.Thrown @Nullable Throwable thrown) {
      HttpCalls.end(response, thrown);
    }
  }
}
