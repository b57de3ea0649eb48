package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a processor that exports: keeps folded spans from it, gives their children the
 * parent above, and hands on adopted spans as they are to be.
 */
public final class CorrectingSpanProcessor implements ExtendedSpanProcessor {

  /**
   * The SDK tells that a span is ending and that it has ended on the same thread, one after the
   * other: nothing can be left behind but the latest.
   */
  private static final ThreadLocal<Ending> ENDING = new ThreadLocal<>();

  private final SpanProcessor delegate;

  public CorrectingSpanProcessor(SpanProcessor delegate) {
    this.delegate = delegate;
  }

  /** To be called while the span is ending. */
  static void correct(ReadableSpan span, SpanCorrection correction) {
    ENDING.set(new Ending(span.getSpanContext().getSpanId(), correction));
  }

  @Override
  public void onEnd(ReadableSpan span) {
    ReadableSpan corrected = span;
    try {
      String id = span.getSpanContext().getSpanId();
      SpanCorrection correction = correctionOf(id);
      if (AdoptedSpans.isFolded(id) || (correction != null && correction.folded())) {
        return;
      }
      SpanContext parent = span.getParentSpanContext();
      SpanContext exported = AdoptedSpans.exportedParent(parent);
      if (correction != null || exported != parent) {
        corrected = new CorrectedSpan(span, correction, exported);
      }
    } catch (Throwable e) {
      Failures.record("correct span", e);
    }
    delegate.onEnd(corrected);
  }

  private static @Nullable SpanCorrection correctionOf(String spanId) {
    Ending ending = ENDING.get();
    return ending != null && ending.spanId.equals(spanId) ? ending.correction : null;
  }

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {
    delegate.onStart(parentContext, span);
  }

  @Override
  public boolean isStartRequired() {
    return delegate.isStartRequired();
  }

  @Override
  public boolean isEndRequired() {
    return delegate.isEndRequired();
  }

  @Override
  public void onEnding(ReadWriteSpan span) {
    if (delegate instanceof ExtendedSpanProcessor extended) {
      extended.onEnding(span);
    }
  }

  @Override
  public boolean isOnEndingRequired() {
    return delegate instanceof ExtendedSpanProcessor extended && extended.isOnEndingRequired();
  }

  @Override
  public CompletableResultCode shutdown() {
    return delegate.shutdown();
  }

  @Override
  public CompletableResultCode forceFlush() {
    return delegate.forceFlush();
  }

  @Override
  public String toString() {
    return "CorrectingSpanProcessor{" + delegate + "}";
  }

  private record Ending(String spanId, SpanCorrection correction) {}
}
