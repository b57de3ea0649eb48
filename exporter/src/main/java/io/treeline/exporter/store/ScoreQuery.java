package io.treeline.exporter.store;

import io.treeline.exporter.model.ScoreTarget;
import io.treeline.exporter.model.ScoreValue;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TimeRange;
import org.jspecify.annotations.Nullable;

/**
 * Which scores. Null is "not asked for".
 *
 * @param range when they were judged
 * @param name exact name
 * @param source exact source
 * @param type of the value
 * @param about kind of the target
 * @param sessionId those of the session, of its traces and of its spans
 * @param span those of the span and of its response
 * @param sessionName those of paths in sessions of this name
 * @param path those of exactly this path
 * @param limit most scores of one page, 1 to 1000
 * @param after the last score of the page before; null for the first page
 */
public record ScoreQuery(
    TimeRange range,
    @Nullable String name,
    @Nullable String source,
    ScoreValue.@Nullable Type type,
    ScoreTarget.@Nullable Kind about,
    @Nullable String sessionId,
    @Nullable SpanKey span,
    @Nullable String sessionName,
    @Nullable String path,
    int limit,
    @Nullable Position after) {

  /** Where a page ended. */
  public record Position(long epochNanos, String id) {}

  public ScoreQuery {
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit must be 1 to 1000: was " + limit);
    }
  }

  /** The newest scores. */
  public static ScoreQuery newest(int limit) {
    return new ScoreQuery(
        TimeRange.ALL, null, null, null, null, null, null, null, null, limit, null);
  }
}
