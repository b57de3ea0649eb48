package io.treeline.javaagent.instrumentation.google.genai;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import com.google.genai.types.HttpOptions;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** The last place to take headers off a request. */
final class HttpOptionsInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("com.google.genai.ApiClient");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("mergeHttpOptions")
            .and(takesArguments(1))
            .and(returns(named("com.google.genai.types.HttpOptions"))),
        HttpOptionsInstrumentation.class.getName() + "$MergeAdvice");
  }

  /** Takes session headers off when the user wants them to stay home. */
  @SuppressWarnings("unused")
  public static final class MergeAdvice {
    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static @Nullable HttpOptions onExit(@Advice.Return @Nullable HttpOptions merged) {
      return CallerHeaders.strip(merged);
    }

    private MergeAdvice() {}
  }
}
