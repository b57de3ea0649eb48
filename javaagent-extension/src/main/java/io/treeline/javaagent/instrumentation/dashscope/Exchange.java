package io.treeline.javaagent.instrumentation.dashscope;

import com.alibaba.dashscope.common.DashScopeResult;
import io.opentelemetry.context.Context;

/** One request and its answer. Thread-safe; never throws; only the first ending counts. */
interface Exchange {

  /** For the SDK's own work on it. */
  Context context();

  /** For the application's callbacks. */
  Context callerContext();

  /** The answer, or an event of it. */
  void received(DashScopeResult result);

  void completed();

  void failed(Throwable failure);

  /** The application gave it up. */
  void cancelled();
}
