package io.treeline.javaagent.instrumentation.stainless;

import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.ModelStream;
import io.opentelemetry.javaagent.treeline.genai.wire.StreamedAnswer;
import java.util.Comparator;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes the chunks of a stream on, one by one as they are asked for, and reads along.
 *
 * <p>Failures of the application's own code while it handles a chunk are not the stream's. Not
 * split: chunks come one after another over one connection.
 */
final class WatchedSpliterator<T> implements Spliterator<T> {

  private final Spliterator<T> chunks;
  private final StainlessLibrary<?, ?, ?> library;
  private final StreamedAnswer answer;
  private final ModelStream stream;

  /** Held so that the stream does not count as abandoned while this is in use. */
  @SuppressWarnings({"unused", "FieldCanBeLocal", "UnusedVariable"})
  private final Object owner;

  private @Nullable T chunk;

  WatchedSpliterator(
      Spliterator<T> chunks,
      StainlessLibrary<?, ?, ?> library,
      StreamedAnswer answer,
      ModelStream stream,
      Object owner) {
    this.chunks = chunks;
    this.library = library;
    this.answer = answer;
    this.stream = stream;
    this.owner = owner;
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    boolean advanced;
    try {
      advanced = chunks.tryAdvance(next -> chunk = next);
    } catch (Throwable e) {
      stream.failed(e);
      throw e;
    }
    if (!advanced) {
      stream.drained();
      return false;
    }
    T next = chunk;
    chunk = null;
    if (next != null) {
      try {
        read(next);
      } catch (Throwable e) {
        Failures.record("chunk", e);
      }
      action.accept(next);
    }
    return true;
  }

  @Override
  public @Nullable Spliterator<T> trySplit() {
    return null;
  }

  @Override
  public long estimateSize() {
    return chunks.estimateSize();
  }

  @Override
  public int characteristics() {
    return chunks.characteristics();
  }

  @Override
  public @Nullable Comparator<? super T> getComparator() {
    return chunks.getComparator();
  }

  private void read(Object next) {
    if (stream.hasEnded()) {
      return;
    }
    boolean content = false;
    try {
      content = answer.accept(library.json().readAll(next));
    } catch (Throwable e) {
      Failures.record(library.name() + " chunk", e);
    }
    stream.received(content);
  }
}
