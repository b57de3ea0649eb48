package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.SessionIdSource;
import io.treeline.exporter.model.Span;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which session the spans of one trace belong to, as {@link io.treeline.exporter.store.SpanReader}
 * says.
 *
 * @param sessionId of spans that have none of their own
 */
record SessionMembers(
    String traceId, String sessionId, SessionIdSource source, long firstStart, long lastStart) {

  private static final Comparator<Span> EARLIEST =
      Comparator.comparingLong(Span::startEpochNanos).thenComparing(span -> span.key().spanId());

  /** Looks at all spans of a trace. */
  static SessionMembers of(String traceId, List<Span> spans) {
    Span giver = giver(spans);
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Span span : spans) {
      first = Math.min(first, span.startEpochNanos());
      last = Math.max(last, span.startEpochNanos());
    }
    String id = giver == null ? null : giver.session().sessionId();
    SessionIdSource source = giver == null ? null : giver.session().sessionIdSource();
    return id == null || source == null
        ? new SessionMembers(traceId, traceId, SessionIdSource.TRACE, first, last)
        : new SessionMembers(traceId, id, source, first, last);
  }

  /** The session a span of the trace belongs to. */
  String of(Span span) {
    String own = span.session().sessionId();
    return own == null ? sessionId : own;
  }

  private static @Nullable Span giver(List<Span> spans) {
    Span root =
        spans.stream().filter(span -> span.parentSpanId() == null).min(EARLIEST).orElse(null);
    if (root != null && root.session().sessionId() != null) {
      return root;
    }
    return spans.stream()
        .filter(span -> span.session().sessionId() != null)
        .min(EARLIEST)
        .orElse(null);
  }

  /** Spans by their trace, in the order they come in. */
  static Map<String, List<Span>> byTrace(List<Span> spans) {
    Map<String, List<Span>> byTrace = new LinkedHashMap<>();
    for (Span span : spans) {
      byTrace.computeIfAbsent(span.key().traceId(), id -> new java.util.ArrayList<>()).add(span);
    }
    return byTrace;
  }
}
