package io.treeline.exporter.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of one set of spans, and of the same by time.
 *
 * @param key what the spans have in common; null for a set that is no group
 * @param measures numbers of all of them
 * @param series numbers of those that start in each bucket, by time, buckets without a span left
 *     out; empty when no series was asked for
 */
public record AggregateRow(@Nullable String key, Measures measures, List<Bucket> series) {

  /** Numbers of the spans that start within one interval from {@code startEpochNanos} on. */
  public record Bucket(long startEpochNanos, Measures measures) {}

  public AggregateRow {
    series = List.copyOf(series);
  }
}
