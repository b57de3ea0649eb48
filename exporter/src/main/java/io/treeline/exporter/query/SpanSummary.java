package io.treeline.exporter.query;

import io.treeline.exporter.analysis.Standing;
import io.treeline.exporter.model.PathSource;
import io.treeline.exporter.model.Span;
import org.jspecify.annotations.Nullable;

/**
 * A span and what it means in its session.
 *
 * @param span the span; in lists and trees without content
 * @param sessionId the session it belongs to, by itself or by its trace
 * @param path its place in the path tree
 * @param pathSource whether the span was sent with the path
 * @param retryAttempt which attempt this span is, 0 the first; null when the sender did not say
 * @param retryCount how often the call inside this span was tried again
 * @param inferred whether the span was reconstructed from later evidence
 * @param decision the choice made here; null when none was
 * @param iteration 1 is the first; null when not said
 * @param maxIterations null when not said
 * @param stopReason why an agent stopped; null when not said
 * @param human a person's part; null when none
 * @param standing what it is among the spans of its session
 * @param attachments log records and scores; in lists and trees without content none
 */
public record SpanSummary(
    Span span,
    String sessionId,
    String path,
    PathSource pathSource,
    @Nullable Long retryAttempt,
    int retryCount,
    boolean inferred,
    @Nullable Decision decision,
    @Nullable Long iteration,
    @Nullable Long maxIterations,
    @Nullable String stopReason,
    @Nullable Human human,
    Standing standing,
    Attachments attachments) {

  /** This span with what was attached to it. */
  SpanSummary with(Attachments attached) {
    return new SpanSummary(
        span,
        sessionId,
        path,
        pathSource,
        retryAttempt,
        retryCount,
        inferred,
        decision,
        iteration,
        maxIterations,
        stopReason,
        human,
        standing,
        attached);
  }

  /** A model call, or an agent's own usage, that counts and whose price is not known. */
  public boolean unpriced() {
    return span.operation().lacksPrice() && standing.suppressed() == null;
  }
}
