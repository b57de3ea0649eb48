package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import org.jspecify.annotations.Nullable;

/**
 * Takes over the spans that one library, or an instrumentation that is not ours, makes itself: they
 * are corrected and completed in place instead of being doubled.
 *
 * <p>One small class per instrumentation scope, named in {@code META-INF/services}. It sees only
 * spans, never the library's own types. It is called while the library works: what it throws is
 * recorded and leaves the span as it is.
 */
public interface SpanAdopter {

  /** Whether the spans of this instrumentation scope are meant. */
  boolean adopts(String scopeName);

  /**
   * Says what a span is that has just begun.
   *
   * @param parent what it began in
   * @param span has the attributes its builder was given, no later ones
   * @return null leaves the span alone
   */
  @Nullable Adoption adopt(Context parent, ReadWriteSpan span);

  /**
   * Corrects a span that is about to end. Everything its library says of it is on it by now. Not
   * called for {@link Adoption#folded()} spans.
   */
  void complete(AdoptedSpan span);
}
