package io.treeline.javaagent.instrumentation.mcp;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** What becomes of one request. Methods never throw. */
interface RequestWatch {

  /** For what is done to answer. */
  Context context();

  /** For who receives the answer. */
  Context parentContext();

  void answered(@Nullable Object answer);

  /** Nothing more comes; the answer may have come before. */
  void completed();

  void failed(Throwable failure);

  void cancelled();
}
