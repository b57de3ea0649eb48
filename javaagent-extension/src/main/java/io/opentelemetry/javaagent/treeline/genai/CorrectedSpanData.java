package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is exported of a span: without what was taken away, under the parent that is exported. */
final class CorrectedSpanData extends DelegatingSpanData {

  private final @Nullable SpanCorrection correction;
  private final SpanContext parent;
  private final Attributes attributes;
  private final int absentAttributes;

  CorrectedSpanData(SpanData span, @Nullable SpanCorrection correction, SpanContext parent) {
    super(span);
    this.correction = correction;
    this.parent = parent;
    Attributes all = span.getAttributes();
    this.attributes = correction == null ? all : correction.attributes(all);
    this.absentAttributes = all.size() - attributes.size();
  }

  @Override
  public SpanContext getParentSpanContext() {
    return parent;
  }

  @Override
  public SpanKind getKind() {
    SpanKind kind = correction == null ? null : correction.kind();
    return kind == null ? super.getKind() : kind;
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  /** What we took away does not count as dropped for want of room. */
  @Override
  public int getTotalAttributeCount() {
    return super.getTotalAttributeCount() - absentAttributes;
  }

  @Override
  public List<EventData> getEvents() {
    return correction == null ? super.getEvents() : AdoptedErrors.events(super.getEvents());
  }

  @Override
  public StatusData getStatus() {
    return correction == null ? super.getStatus() : AdoptedErrors.status(super.getStatus());
  }
}
