package io.treeline.javaagent.instrumentation.google.adk;

import io.opentelemetry.context.Context;

/** Sees what passes through a stream. Its methods are never called at the same time. */
interface Watcher<T> {

  /** Current while the source works. */
  Context inside();

  /** Current while those who wait for the stream work. */
  Context outside();

  /** Before it is handed on. */
  void next(T item);

  void completed();

  void failed(Throwable failure);

  void cancelled();
}
