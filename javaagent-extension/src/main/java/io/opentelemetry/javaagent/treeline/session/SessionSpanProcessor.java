package io.opentelemetry.javaagent.treeline.session;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** Stamps every span, whoever starts it, with the session of the context it starts in. */
public final class SessionSpanProcessor implements SpanProcessor {

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {
    // A span without a parent by decision (setNoParent) is told nothing of the context it starts
    // in.
    Context context = parentContext == Context.root() ? Context.current() : parentContext;
    SessionAttributes.stamp(span, SessionContext.from(context));
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {}

  @Override
  public boolean isEndRequired() {
    return false;
  }
}
