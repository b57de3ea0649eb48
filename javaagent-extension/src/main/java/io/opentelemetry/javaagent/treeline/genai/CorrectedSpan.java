package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/** A span that has ended, as an exporter is to see it. */
final class CorrectedSpan implements ReadableSpan {

  private final ReadableSpan span;
  private final @Nullable SpanCorrection correction;
  private final SpanContext parent;

  CorrectedSpan(ReadableSpan span, @Nullable SpanCorrection correction, SpanContext parent) {
    this.span = span;
    this.correction = correction;
    this.parent = parent;
  }

  @Override
  public SpanData toSpanData() {
    return new CorrectedSpanData(span.toSpanData(), correction, parent);
  }

  @Override
  public SpanContext getSpanContext() {
    return span.getSpanContext();
  }

  @Override
  public SpanContext getParentSpanContext() {
    return parent;
  }

  @Override
  public String getName() {
    return span.getName();
  }

  @Override
  @Deprecated
  @SuppressWarnings("deprecation") // the interface has it still
  public io.opentelemetry.sdk.common.InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return span.getInstrumentationLibraryInfo();
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return span.getInstrumentationScopeInfo();
  }

  @Override
  public boolean hasEnded() {
    return span.hasEnded();
  }

  @Override
  public long getLatencyNanos() {
    return span.getLatencyNanos();
  }

  @Override
  public SpanKind getKind() {
    return correction == null || correction.kind() == null ? span.getKind() : correction.kind();
  }

  @Override
  public <T> @Nullable T getAttribute(AttributeKey<T> key) {
    return correction != null && correction.removed().contains(key.getKey())
        ? null
        : span.getAttribute(key);
  }

  @Override
  public Attributes getAttributes() {
    return correction == null ? span.getAttributes() : correction.attributes(span.getAttributes());
  }
}
