package io.treeline.javaagent;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.TreelineAttributes;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the spans that ended, by instrumentation scope and kind of step. */
final class SpanCounts implements SpanProcessor {

  /** Scopes and kinds are few; a program that makes names up must not fill the memory. */
  private static final int MAX_KEYS = 1_000;

  private final ConcurrentHashMap<String, LongAdder> counts = new ConcurrentHashMap<>();

  /** Number by {@code scope, kind}. */
  Map<String, Long> counts() {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((key, count) -> sums.put(key, count.sum()));
    return sums;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    String kind = span.getAttribute(TreelineAttributes.SPAN_KIND);
    if (kind == null) {
      kind = span.getAttribute(GenAiAttributes.OPERATION_NAME);
    }
    String key =
        span.getInstrumentationScopeInfo().getName()
            + ", "
            + (kind == null ? span.getKind().name().toLowerCase(Locale.ROOT) : kind);
    LongAdder count = counts.get(key);
    if (count == null) {
      String kept = counts.size() < MAX_KEYS ? key : "others";
      count = counts.computeIfAbsent(kept, unused -> new LongAdder());
    }
    count.increment();
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }
}
