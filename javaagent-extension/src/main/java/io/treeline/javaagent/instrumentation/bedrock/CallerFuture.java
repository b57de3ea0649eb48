package io.treeline.javaagent.instrumentation.bedrock;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The future an asynchronous call returns, in place of the SDK's own, which it follows: results and
 * failures as they are, cancellation passed on. Callbacks of the application see the context of the
 * caller.
 */
final class CallerFuture<T> extends CompletableFuture<T> {

  private final BiConsumer<@Nullable T, @Nullable Throwable> ending;

  private CallerFuture(BiConsumer<@Nullable T, @Nullable Throwable> ending) {
    this.ending = ending;
  }

  /**
   * @param ending told of the answer or the failure before the application is; may be told twice
   */
  static <T> CompletableFuture<T> of(
      CompletableFuture<T> original,
      Context caller,
      BiConsumer<@Nullable T, @Nullable Throwable> ending) {
    CallerFuture<T> future = new CallerFuture<>(ending);
    CompletableFuture<?> unused =
        original.whenComplete(
            (answer, failure) -> {
              Failures.guard("bedrock answer", () -> ending.accept(answer, failure));
              caller.wrap(() -> future.follow(answer, failure)).run();
            });
    CompletableFuture<?> unusedToo =
        future.whenComplete(
            (answer, failure) -> {
              if (future.isCancelled()) {
                original.cancel(true);
              }
            });
    return future;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (!isDone()) {
      CancellationException failure = new CancellationException("cancelled by the application");
      Failures.guard("bedrock answer", () -> ending.accept(null, failure));
    }
    return super.cancel(mayInterruptIfRunning);
  }

  /** By the application, such as with {@code orTimeout}. */
  @Override
  public boolean completeExceptionally(Throwable failure) {
    if (!isDone()) {
      Failures.guard("bedrock answer", () -> ending.accept(null, failure));
    }
    return super.completeExceptionally(failure);
  }

  private void follow(T answer, @Nullable Throwable failure) {
    if (failure == null) {
      super.complete(answer);
    } else {
      super.completeExceptionally(failure);
    }
  }
}
