package io.treeline.javaagent.instrumentation.stainless;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import java.util.concurrent.CompletableFuture;

/**
 * The future an asynchronous call returns, in place of the library's own, which it follows: results
 * and failures as they are, cancellation passed on. Callbacks of the application see the context of
 * the caller.
 *
 * <p>Stages that follow it directly, such as the parsed answer the library hands out, also tell
 * when they are cancelled.
 */
final class CallFuture<T> extends CompletableFuture<T> {

  private final ServiceCall call;
  private final boolean first;

  private CallFuture(ServiceCall call, boolean first) {
    this.call = call;
    this.first = first;
  }

  static <T> CompletableFuture<T> of(CompletableFuture<T> original, ServiceCall call) {
    CallFuture<T> future = new CallFuture<>(call, true);
    CompletableFuture<?> unused =
        original.whenComplete((response, failure) -> future.follow(response, failure));
    // Cancelling the library's own future is the application's way to it.
    CompletableFuture<?> unusedToo =
        future.whenComplete(
            (response, failure) -> {
              if (future.isCancelled()) {
                original.cancel(true);
              }
            });
    return future;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return first ? new CallFuture<>(call, false) : new CompletableFuture<>();
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      call.cancelled();
    }
    return cancelled;
  }

  /** By the application, such as with {@code orTimeout}. */
  @Override
  public boolean completeExceptionally(Throwable failure) {
    boolean won = super.completeExceptionally(failure);
    if (won) {
      call.failed(failure);
    }
    return won;
  }

  /** By the application, such as with {@code completeOnTimeout}. */
  @Override
  public boolean complete(T value) {
    boolean won = super.complete(value);
    if (won) {
      call.cancelled();
    }
    return won;
  }

  private void follow(T response, Throwable failure) {
    if (failure != null) {
      Failures.guard("call", () -> call.failed(failure));
      completeUnderCaller(() -> super.completeExceptionally(failure));
      return;
    }
    T wrapped;
    try {
      wrapped = wrap(response);
    } catch (Throwable e) {
      Failures.record("response", e);
      wrapped = response;
    }
    T value = wrapped;
    completeUnderCaller(() -> super.complete(value));
  }

  @SuppressWarnings("unchecked") // the proxy has the type of what it stands for
  private T wrap(T response) {
    if (isDone()) {
      // The application gave up waiting, in a way that was not seen here.
      call.cancelled();
      return response;
    }
    return response == null ? response : (T) call.wrap(response);
  }

  private void completeUnderCaller(Runnable completion) {
    Context caller;
    try {
      caller = call.call().parentContext();
    } catch (Throwable e) {
      Failures.record("context", e);
      caller = Context.current();
    }
    caller.wrap(completion).run();
  }
}
