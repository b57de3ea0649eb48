package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.treeline.semconv.StreamEndings;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One layer's view of a logical call of a model.
 *
 * <p>The outermost layer owns the span and ends it. A layer that {@linkplain #isJoined() joined}
 * gives what it knows, which is nearer to the wire and therefore wins, and ends nothing. Every
 * method may be called from any thread and never throws; only the first ending counts.
 */
public final class ModelCall {

  private final ModelSpan span;
  private final Context context;
  private final Context caller;
  private final boolean joined;
  private final AtomicBoolean left = new AtomicBoolean();

  ModelCall(ModelSpan span, Context context, boolean joined) {
    this.span = span;
    this.context = context;
    this.caller = joined ? context : span.caller();
    this.joined = joined;
  }

  /** The call {@code context} is in the middle of; null when there is none. */
  public static @Nullable ModelCall current(Context context) {
    ModelSpan span = ModelSpan.openIn(context, null);
    return span == null ? null : new ModelCall(span, context, true);
  }

  /** Whether another layer owns the span. */
  public boolean isJoined() {
    return joined;
  }

  /** Whether anybody will see the span: content need not be read for one that was not sampled. */
  public boolean isRecording() {
    return span.isRecording();
  }

  /** For the work of this call: its HTTP spans belong under it. */
  public Context context() {
    return context;
  }

  /** What was current before: for the application's own callbacks. */
  public Context parentContext() {
    return caller;
  }

  @SuppressWarnings("MustBeClosedChecker")
  public Scope makeCurrent() {
    return context.makeCurrent();
  }

  /** What a layer nearer to the wire, that makes no call of its own, knows of the request. */
  public void enrich(ModelRequest inner) {
    Failures.guard("model call", () -> span.enrich(inner));
  }

  /**
   * One attempt failed; whether it is tried again is not known yet.
   *
   * @param reason as in {@link #retry}, which takes it when it is not told a better one
   */
  public void attemptFailed(String reason) {
    Failures.guard("model call", () -> span.attemptFailed(reason));
  }

  /** Sets one span attribute while the call is open; null is left out. */
  public <T> void set(AttributeKey<T> key, @Nullable T value) {
    if (value != null) {
      span.set(key, value);
    }
  }

  /** The first chunk with content arrived. Later calls change nothing. */
  public void firstContent() {
    try {
      span.firstContent();
    } catch (Throwable e) {
      Failures.record("model call", e);
    }
  }

  /**
   * The client is about to try again.
   *
   * @param attempt number of the attempt that follows; 1 is the first retry
   * @param reason a status code or an exception's class; null when unknown
   */
  public void retry(int attempt, @Nullable String reason, @Nullable Duration backoff) {
    Failures.guard("model call", () -> span.retry(attempt, reason, backoff));
  }

  /** How often the client has tried again so far. */
  public int retries() {
    return span.retries();
  }

  /**
   * An attempt failed with an exception and may be repeated; gives the next {@link #retry} its
   * reason.
   */
  public void attemptFailed(Throwable failure) {
    Failures.guard("model call", () -> span.attemptFailed(failure));
  }

  /**
   * Ends the call without an answer when {@code owner} becomes unreachable before it has ended.
   *
   * @return what releases the watch; to be run once the call has ended
   */
  public Runnable endWhenUnreachable(Object owner) {
    if (joined) {
      return () -> {};
    }
    Runnable release =
        OpenStreams.whenUnreachable(owner, () -> finish(ModelResponse.EMPTY, null, null));
    return () -> Failures.guard("model call", release);
  }

  /** Ends the span of a call that was answered. */
  public void end(ModelResponse response) {
    finish(response, null, null);
  }

  /** Ends the span of a call that failed. */
  public void fail(Throwable failure) {
    fail(failure, ModelResponse.EMPTY);
  }

  /**
   * Ends the span of a call that failed midway.
   *
   * @param partial what had arrived until then
   */
  public void fail(Throwable failure, ModelResponse partial) {
    finish(partial, failure, null);
  }

  /**
   * The application gave the call up before it was answered.
   *
   * @param streaming whether the answer would have been streamed
   */
  public void cancelled(boolean streaming) {
    if (!joined) {
      finish(
          ModelResponse.EMPTY,
          streaming ? null : new CancellationException("cancelled by the application"),
          streaming ? StreamEndings.CANCELLED : null);
    }
  }

  /**
   * Hands the ending over to a stream.
   *
   * @param received gives what has arrived so far; called once, at the end
   */
  public ModelStream stream(Supplier<ModelResponse> received) {
    return ModelStream.open(this, received);
  }

  void endStream(ModelResponse response, @Nullable Throwable failure, String ending) {
    finish(response, failure, ending);
  }

  private void finish(
      ModelResponse response, @Nullable Throwable failure, @Nullable String ending) {
    try {
      if (joined) {
        leave(response, failure);
      } else {
        span.end(response, failure, ending);
      }
    } catch (Throwable e) {
      Failures.record("model call", e);
    }
  }

  private void leave(ModelResponse response, @Nullable Throwable failure) {
    if (left.compareAndSet(false, true)) {
      span.leave(response, failure);
    } else {
      span.learn(response);
    }
  }
}
