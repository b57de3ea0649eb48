package io.treeline.javaagent.instrumentation.semantickernel;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.util.function.Function;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** The library's own spans, which would stay current on a thread that they never end on. */
final class NativeSpanInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named(
        "com.microsoft.semantickernel.implementation.telemetry.SemanticKernelTelemetrySpan");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        isConstructor().and(takesArguments(4)).and(takesArgument(1, Function.class)),
        getClass().getName() + "$CreateAdvice");
  }

  @SuppressWarnings("unused")
  public static class CreateAdvice {

    @Advice.AssignReturned.ToArguments(@ToArgument(1))
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Function<?, ?> onEnter(
        @Advice.Argument(0) @Nullable Object span,
        @Advice.Argument(1) @Nullable Function<?, ?> contextModifier,
        @Advice.Argument(2) @Nullable Object spanScope,
        @Advice.Argument(3) @Nullable Object contextScope) {
      return NativeSpans.letGo(span, contextModifier, spanScope, contextScope);
    }
  }
}
