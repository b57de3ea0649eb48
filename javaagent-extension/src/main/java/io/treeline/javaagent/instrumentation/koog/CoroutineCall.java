package io.treeline.javaagent.instrumentation.koog;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import io.treeline.javaagent.reactive.Observed;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.CoroutineStackFrame;
import org.jspecify.annotations.Nullable;

/**
 * One call of a suspending function: the continuation that is given to it in place of its caller's.
 * Whatever the function calls in turn has it further up among its callers, and thereby its context.
 */
public final class CoroutineCall implements Continuation<Object>, CoroutineStackFrame {

  private static final int MAX_FRAMES = 512;
  private static final String FAILURE = "kotlin.Result$Failure";

  /** Negative while a function goes on: it is then called with its own state as continuation. */
  private static final OptionalField LABEL = OptionalField.named("label");

  private static final OptionalField EXCEPTION = OptionalField.named("exception");

  private final Continuation<Object> caller;
  private final Observed<Object> observed;
  private @Nullable Scope scope;

  private CoroutineCall(Continuation<Object> caller, Observed<Object> observed) {
    this.caller = caller;
    this.observed = observed;
  }

  /**
   * A suspending function is called, on the calling thread at first.
   *
   * @param caller what the function was given to go on with
   * @return what to give it instead; null when the function only goes on
   */
  @SuppressWarnings({"MustBeClosedChecker", "unchecked"}) // closed by returned
  public static @Nullable CoroutineCall begin(
      @Nullable Object caller, Function<Context, Observed<Object>> starter) {
    if (!(caller instanceof Continuation<?> continuation) || goesOn(caller)) {
      return null;
    }
    CoroutineCall call =
        new CoroutineCall((Continuation<Object>) continuation, starter.apply(Context.current()));
    call.scope = call.observed.context().makeCurrent();
    return call;
  }

  /** What follows the call. */
  Observed<Object> observed() {
    return observed;
  }

  /** The function returned, with its result or without, or threw. */
  public static void returned(
      @Nullable Object begun, @Nullable Object result, @Nullable Throwable thrown) {
    if (begun instanceof CoroutineCall call) {
      if (call.scope != null) {
        call.scope.close();
      }
      if (thrown != null) {
        call.failed(thrown);
      } else if (result != IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
        call.succeeded(result);
      }
    }
  }

  /** Makes the context current that {@code continuation} belongs in; null when there is none. */
  @SuppressWarnings("MustBeClosedChecker") // closed by the advice
  public static @Nullable Scope enter(Object continuation) {
    CoroutineStackFrame frame =
        continuation instanceof CoroutineStackFrame innermost ? innermost : null;
    for (int i = 0; frame != null && i < MAX_FRAMES; i++) {
      if (frame instanceof CoroutineCall call) {
        return call.observed.context().makeCurrent();
      }
      frame = frame.getCallerFrame();
    }
    return null;
  }

  @Override
  public CoroutineContext getContext() {
    return caller.getContext();
  }

  /** The function is done, some time after it returned. What it gives may be null all the same. */
  @Override
  public void resumeWith(Object result) {
    try {
      if (isFailure(result)) {
        failed(EXCEPTION.get(result) instanceof Throwable cause ? cause : new Exception());
      } else {
        succeeded(result);
      }
    } catch (Throwable e) {
      Failures.record("koog coroutine", e);
    }
    // Whoever resumes this may be on any thread: the caller goes on where its dispatcher wants it.
    Continuation<Object> dispatched = IntrinsicsKt.intercepted(caller);
    observed.callerContext().wrap(() -> dispatched.resumeWith(result)).run();
  }

  @Override
  public @Nullable CoroutineStackFrame getCallerFrame() {
    return caller instanceof CoroutineStackFrame frame ? frame : null;
  }

  @Override
  public @Nullable StackTraceElement getStackTraceElement() {
    return null;
  }

  private static boolean isFailure(@Nullable Object result) {
    return result != null && result.getClass().getName().equals(FAILURE);
  }

  private void succeeded(@Nullable Object result) {
    if (result != null) {
      observed.next(result);
    }
    observed.completed();
  }

  private void failed(Throwable failure) {
    if (failure instanceof CancellationException) {
      observed.cancelled();
    } else {
      observed.failed(failure);
    }
  }

  private static boolean goesOn(Object caller) {
    return LABEL.get(caller) instanceof Integer label && label < 0;
  }
}
