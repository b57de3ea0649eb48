package io.treeline.javaagent.reactive;

import io.opentelemetry.context.Context;

/** One subscription, from its start. Thread-safe; only the first ending counts. */
public interface Observed<T> {

  /** For what the publisher does. */
  Context context();

  /** For what the subscriber does. */
  Context callerContext();

  void next(T value);

  void completed();

  void failed(Throwable failure);

  void cancelled();
}
