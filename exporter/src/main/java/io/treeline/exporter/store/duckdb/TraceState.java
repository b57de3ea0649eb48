package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.SessionIdSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code traces}: what must be known of a trace to tell, whatever arrives next, which
 * session its spans inherit.
 *
 * @param firstStart no span of the trace starts before it
 * @param lastStart no span of the trace starts after it
 * @param root the earliest span without a parent id; null while none has arrived
 * @param named the earliest span with an own session id; null while none has arrived
 */
record TraceState(
    UUID traceId,
    long firstStart,
    long lastStart,
    @Nullable Candidate root,
    @Nullable Candidate named) {

  /**
   * A span that may give its trace the session.
   *
   * @param sessionId own session id; null when it has none
   * @param source null with {@code sessionId}
   */
  record Candidate(
      long spanId, long start, @Nullable String sessionId, @Nullable SessionIdSource source) {

    private static Candidate earlier(@Nullable Candidate one, Candidate other) {
      if (one == null) {
        return other;
      }
      int byStart = Long.compare(one.start, other.start);
      int order = byStart != 0 ? byStart : Long.compareUnsigned(one.spanId, other.spanId);
      return order <= 0 ? one : other;
    }
  }

  /** A trace of which no span is known but where its spans lie in time. */
  static TraceState empty(UUID traceId, long firstStart, long lastStart) {
    return new TraceState(traceId, firstStart, lastStart, null, null);
  }

  TraceState plus(Candidate span, boolean isRoot) {
    return new TraceState(
        traceId,
        Math.min(firstStart, span.start()),
        Math.max(lastStart, span.start()),
        isRoot ? Candidate.earlier(root, span) : root,
        span.sessionId() != null ? Candidate.earlier(named, span) : named);
  }

  /** Whether the trace's session may change when this span is taken away. */
  boolean dependsOn(long spanId) {
    return (root != null && root.spanId() == spanId) || (named != null && named.spanId() == spanId);
  }

  /** The span whose session id the trace takes; null when no span has one. */
  @Nullable Candidate giver() {
    return root != null && root.sessionId() != null ? root : named;
  }

  /** The session of spans without an own session id. */
  String inheritedSessionId() {
    Candidate giver = giver();
    return giver == null || giver.sessionId() == null ? Ids.hex(traceId) : giver.sessionId();
  }
}
