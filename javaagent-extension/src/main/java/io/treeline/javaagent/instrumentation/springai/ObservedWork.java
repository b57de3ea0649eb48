package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.OpenWork;
import org.jspecify.annotations.Nullable;

/**
 * One kind of work that Spring AI observes, as a span.
 *
 * <p>Called in order of the methods; {@link #failed}, {@link #cancelled} and {@link #received} at
 * most once, once and any number of times. What they throw is recorded and goes no further.
 */
interface ObservedWork {

  /**
   * The work begins.
   *
   * @param parent what it belongs to
   * @param subscription what subscribed to the stream that this is; null for a blocking call
   */
  OpenWork start(Context parent, @Nullable Subscription subscription);

  /** An element of its stream goes to the application. */
  default void received(Object element) {}

  /** A blocking call returned. */
  default void returned(@Nullable Object result) {}

  default void failed(Throwable failure) {}

  /** The application gave the stream up. */
  default void cancelled() {}

  /** The work is over, whatever came before. */
  void stop();
}
