package io.opentelemetry.javaagent.treeline.genai;

import io.treeline.semconv.StreamEndings;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The life of one streamed answer. The first ending told counts, the others change nothing.
 *
 * <p>Does not refer to anything of the application's that could tell that the stream is abandoned:
 * {@link #endWhenUnreachable} watches such an object, and a stream that brings nothing for {@link
 * GenAiConfig#streamIdleLimit()} after its last event counts as abandoned too. Until the first
 * event it is the provider that takes its time, and has {@value #WAITS_FOR_FIRST} times as long.
 * Thread-safe; never throws.
 */
public final class ModelStream {

  private static final int WAITS_FOR_FIRST = 6;

  private final ModelCall call;
  private final Supplier<ModelResponse> received;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile long lastTouchedNanos = System.nanoTime();
  private volatile boolean answered;
  private volatile @Nullable Runnable stopWatching;
  private volatile @Nullable Runnable whenAbandoned;

  private ModelStream(ModelCall call, Supplier<ModelResponse> received) {
    this.call = call;
    this.received = received;
  }

  static ModelStream open(ModelCall call, Supplier<ModelResponse> received) {
    ModelStream stream = new ModelStream(call, received);
    OpenStreams.add(stream);
    return stream;
  }

  /**
   * Something arrived, be it only the beginning of the answer.
   *
   * @param content whether it is part of the answer, not of its frame
   */
  public void received(boolean content) {
    lastTouchedNanos = System.nanoTime();
    answered = true;
    if (content) {
      call.firstContent();
    }
  }

  /** Counts as {@code abandoned} when {@code owner} becomes unreachable before any other ending. */
  public void endWhenUnreachable(Object owner) {
    if (!ended.get()) {
      stopWatching = OpenStreams.whenUnreachable(owner, this::abandoned);
    }
  }

  public boolean hasEnded() {
    return ended.get();
  }

  /** Read to its end. */
  public void drained() {
    end(StreamEndings.DRAINED, null);
  }

  /** Closed by the application, before the end unless {@link #drained()} came first. */
  public void closed() {
    end(StreamEndings.CLOSED_EARLY, null);
  }

  public void cancelled() {
    end(StreamEndings.CANCELLED, null);
  }

  /** Failed on the way. A cancellation is one, whoever throws it. */
  public void failed(Throwable failure) {
    if (isCancellation(failure)) {
      cancelled();
    } else {
      end(StreamEndings.ERROR, failure);
    }
  }

  private static boolean isCancellation(Throwable failure) {
    try {
      return SpanErrors.unwrap(failure) instanceof CancellationException;
    } catch (Throwable e) {
      Failures.record("stream failure", e);
      return false;
    }
  }

  public void abandoned() {
    if (end(StreamEndings.ABANDONED, null)) {
      Runnable others = whenAbandoned;
      if (others != null) {
        others.run();
      }
    }
  }

  /** Has others told, who would else wait for ever, when the stream counts as abandoned. */
  public void whenAbandoned(Runnable action) {
    whenAbandoned = action;
  }

  boolean isIdle(long limitNanos, long nowNanos) {
    return nowNanos - lastTouchedNanos > (answered ? limitNanos : limitNanos * WAITS_FOR_FIRST);
  }

  private boolean end(String ending, @Nullable Throwable failure) {
    if (!ended.compareAndSet(false, true)) {
      return false;
    }
    Failures.guard("open streams", () -> OpenStreams.remove(this));
    ModelResponse response = ModelResponse.EMPTY;
    try {
      response = received.get();
    } catch (Throwable e) {
      Failures.record("stream content", e);
    }
    call.endStream(response, failure, ending);
    Runnable stop = stopWatching;
    if (stop != null) {
      Failures.guard("open streams", stop);
    }
    return true;
  }
}
