package io.treeline.javaagent.instrumentation.dashscope;

import com.alibaba.dashscope.common.DashScopeResult;
import com.alibaba.dashscope.common.ResultCallback;
import com.alibaba.dashscope.common.Status;

/** Sees every event first; the application's callback then runs in its caller's context. */
final class WatchedCallback extends ResultCallback<DashScopeResult> {

  private final Exchange exchange;
  private final ResultCallback<DashScopeResult> callback;

  WatchedCallback(Exchange exchange, ResultCallback<DashScopeResult> callback) {
    this.exchange = exchange;
    this.callback = callback;
  }

  @Override
  public void onOpen(Status status) {
    callback.onOpen(status);
  }

  @Override
  public void onEvent(DashScopeResult event) {
    exchange.received(event);
    exchange.callerContext().wrap(() -> callback.onEvent(event)).run();
  }

  @Override
  public void onComplete() {
    exchange.completed();
    exchange.callerContext().wrap(() -> callback.onComplete()).run();
  }

  @Override
  public void onError(Exception failure) {
    exchange.failed(failure);
    exchange.callerContext().wrap(() -> callback.onError(failure)).run();
  }
}
