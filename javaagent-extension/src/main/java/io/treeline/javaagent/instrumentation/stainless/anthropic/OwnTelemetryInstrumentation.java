package io.treeline.javaagent.instrumentation.stainless.anthropic;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Keeps the library's own spans of 2.72 and later from doubling ours. */
final class OwnTelemetryInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("com.anthropic.core.opentelemetry.OpenTelemetryOptions");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("traces").and(takesNoArguments()),
        OwnTelemetryInstrumentation.class.getName() + "$TracesAdvice");
  }

  /** Says that no traces are wanted. */
  @SuppressWarnings("unused")
  public static final class TracesAdvice {
    @Advice.AssignReturned.ToReturned(typing = Assigner.Typing.DYNAMIC)
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static @Nullable Object onExit(
        @Advice.FieldValue(value = "tracerProvider", typing = Assigner.Typing.DYNAMIC)
            @Nullable Object tracerProvider,
        @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object traces) {
      // A tracer provider of the application's own does not bring its spans to the agent.
      return tracerProvider == null ? OwnTelemetry.off(traces) : traces;
    }

    private TracesAdvice() {}
  }
}
