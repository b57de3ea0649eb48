package io.treeline.javaagent.instrumentation.semantickernel;

import io.opentelemetry.context.Context;
import io.treeline.javaagent.reactive.Observed;

/** Work that has no span of its own. */
record Passed(Context context, Context callerContext) implements Observed<Object> {

  @Override
  public void next(Object value) {}

  @Override
  public void completed() {}

  @Override
  public void failed(Throwable failure) {}

  @Override
  public void cancelled() {}
}
