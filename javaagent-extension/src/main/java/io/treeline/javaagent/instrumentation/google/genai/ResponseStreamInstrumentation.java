package io.treeline.javaagent.instrumentation.google.genai;

import static net.bytebuddy.matcher.ElementMatchers.isBridge;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Streamed answers, and the one iterator each of them has. */
final class ResponseStreamInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf(
        "com.google.genai.ResponseStream",
        "com.google.genai.ResponseStream$ResponseStreamIterator");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String outer = ResponseStreamInstrumentation.class.getName();
    transformer.applyAdviceToMethod(
        named("next").and(takesNoArguments()).and(not(isBridge())), outer + "$NextAdvice");
    transformer.applyAdviceToMethod(
        named("hasNext").and(takesNoArguments()), outer + "$HasNextAdvice");
    transformer.applyAdviceToMethod(named("close").and(takesNoArguments()), outer + "$CloseAdvice");
  }

  /** A chunk is read. */
  @SuppressWarnings("unused")
  public static final class NextAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static void onExit(
        @Advice.FieldValue("this$0") @Nullable Object stream,
        @Advice.Return @Nullable Object chunk,
        @Advice.Thrown @Nullable Throwable failure) {
      ContentStreams.read(stream, chunk, failure);
    }

    private NextAdvice() {}
  }

  /** The application asks for more. */
  @SuppressWarnings("unused")
  public static final class HasNextAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.FieldValue("this$0") @Nullable Object stream, @Advice.Return boolean more) {
      if (!more) {
        ContentStreams.drained(stream);
      }
    }

    private HasNextAdvice() {}
  }

  /** The application has had enough. */
  @SuppressWarnings("unused")
  public static final class CloseAdvice {
    /** At once: some versions read on to the end before they close. */
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This Object stream) {
      ContentStreams.closed(stream);
    }

    private CloseAdvice() {}
  }
}
