package io.treeline.javaagent.instrumentation.semantickernel;

import io.opentelemetry.javaagent.treeline.genai.CoveredScopes;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@link NativeSpanInstrumentation}'s advice does. */
public final class NativeSpans {

  private static final OptionalMethod SPAN_CONTEXT = OptionalMethod.named("getSpanContext");
  private static final OptionalMethod SPAN_ID = OptionalMethod.named("getSpanId");

  private NativeSpans() {}

  /**
   * Takes a span that is folded out of the contexts it was put into.
   *
   * @param span of the application's API, as are the scopes
   * @param contextModifier puts the span into a reactive context
   * @return what to use in its place
   */
  public static @Nullable Function<?, ?> letGo(
      @Nullable Object span,
      @Nullable Function<?, ?> contextModifier,
      @Nullable Object spanScope,
      @Nullable Object contextScope) {
    String id = SPAN_ID.text(SPAN_CONTEXT.call(span));
    if (id == null || !CoveredScopes.isFolded(id)) {
      return contextModifier;
    }
    close(spanScope);
    close(contextScope);
    return Function.identity();
  }

  private static void close(@Nullable Object scope) {
    if (scope instanceof AutoCloseable open) {
      try {
        open.close();
      } catch (Exception e) {
        throw new IllegalStateException("the scope of a span cannot be closed", e);
      }
    }
  }
}
