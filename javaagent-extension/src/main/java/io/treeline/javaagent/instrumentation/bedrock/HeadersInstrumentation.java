package io.treeline.javaagent.instrumentation.bedrock;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.util.List;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Where the SDK takes the headers from that a caller set on a request. */
final class HeadersInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("software.amazon.awssdk.core.RequestOverrideConfiguration");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("headers").and(isPublic()).and(takesNoArguments()).and(returns(Map.class)),
        HeadersInstrumentation.class.getName() + "$HeadersAdvice");
  }

  /** Keeps session headers home when the user wants that. */
  @SuppressWarnings("unused")
  public static final class HeadersAdvice {
    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static Map<String, List<String>> onExit(
        @Advice.Return Map<String, List<String>> headers) {
      return Headers.withoutSession(headers);
    }

    private HeadersAdvice() {}
  }
}
