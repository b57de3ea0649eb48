package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.treeline.semconv.GenAiOperations;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The adopted spans that are open, and which spans were folded into their surroundings.
 *
 * <p>A library keeps its span in the context itself, where nothing of ours can be put beside it: so
 * an open span is found by its id. Thread-safe.
 */
final class AdoptedSpans {

  /** A library that never ends its spans must not fill the heap. */
  private static final int MAX_OPEN = 10_000;

  private static final int MAX_FOLDED = 10_000;

  private static final Map<String, Open> OPEN = new ConcurrentHashMap<>();

  /** Span id to what stands in its place as a parent; the oldest is forgotten first. */
  private static final Map<String, SpanContext> FOLDED =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SpanContext> eldest) {
          return size() > MAX_FOLDED;
        }
      };

  private static volatile boolean anyFolded;

  static void open(Open open) {
    if (OPEN.size() < MAX_OPEN) {
      OPEN.put(open.span.getSpanContext().getSpanId(), open);
    }
  }

  /** Null when it is not adopted. */
  static @Nullable Open close(ReadableSpan span) {
    return OPEN.isEmpty() ? null : OPEN.remove(span.getSpanContext().getSpanId());
  }

  static void fold(ReadableSpan span) {
    synchronized (FOLDED) {
      FOLDED.put(span.getSpanContext().getSpanId(), span.getParentSpanContext());
      anyFolded = true;
    }
  }

  static boolean isFolded(String spanId) {
    if (!anyFolded) {
      return false;
    }
    synchronized (FOLDED) {
      return FOLDED.containsKey(spanId);
    }
  }

  /** The nearest ancestor that is exported, given the parent the SDK knows. */
  static SpanContext exportedParent(SpanContext parent) {
    if (!anyFolded) {
      return parent;
    }
    synchronized (FOLDED) {
      SpanContext exported = parent;
      SpanContext above = FOLDED.get(exported.getSpanId());
      for (int depth = 0; above != null && depth < 64; depth++) {
        exported = above;
        above = FOLDED.get(exported.getSpanId());
      }
      return exported;
    }
  }

  /**
   * What {@code context} is directly in: the span that is current there, or the parent of that one,
   * which may be a step of the library's own.
   */
  static @Nullable Open in(Context context, boolean orAbove) {
    if (OPEN.isEmpty()) {
      return null;
    }
    Span current = Span.fromContext(context);
    Open open = OPEN.get(current.getSpanContext().getSpanId());
    boolean isStep = open == null || open.adoption.operation() == null;
    if (isStep && orAbove && current instanceof ReadableSpan readable) {
      Open above = OPEN.get(readable.getParentSpanContext().getSpanId());
      return above != null ? above : open;
    }
    return open;
  }

  static boolean anyOpen() {
    return !OPEN.isEmpty();
  }

  private AdoptedSpans() {}

  /**
   * One that has begun and not ended.
   *
   * @param modelSpan its model call, or the one it is folded into; null when it is none
   * @param enclosingAgent name of the agent it runs in; null when unknown
   */
  record Open(
      SpanAdopter adopter,
      ReadWriteSpan span,
      Adoption adoption,
      @Nullable ModelSpan modelSpan,
      boolean joined,
      @Nullable String enclosingAgent) {

    @Nullable String agent() {
      return GenAiOperations.INVOKE_AGENT.equals(adoption.operation()) && adoption.name() != null
          ? adoption.name()
          : enclosingAgent;
    }

    /** Whether model calls inside it are not those of a call around it. */
    boolean isBoundary() {
      return modelSpan == null && adoption.operation() != null;
    }
  }
}
