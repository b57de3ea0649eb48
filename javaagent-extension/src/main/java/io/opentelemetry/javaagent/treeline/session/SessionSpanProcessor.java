package io.opentelemetry.javaagent.treeline.session;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Stamps every span, whoever starts it, with the session of the context it starts in. */
public final class SessionSpanProcessor implements SpanProcessor {

  private static final Logger logger = Logger.getLogger(SessionSpanProcessor.class.getName());

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {
    // A span without a parent by decision (setNoParent) is told nothing of the context it starts
    // in.
    try {
      Context context = parentContext == Context.root() ? Context.current() : parentContext;
      SessionAttributes.stamp(span, SessionContext.from(context));
    } catch (Throwable e) {
      // The application may have started the span itself.
      logger.log(Level.FINE, "a span was not stamped with its session", e);
    }
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
