package io.treeline.exporter.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place of the path tree.
 *
 * @param path full path; {@code /} stands for the sessions themselves
 * @param kind what is mostly there; null when nothing with a kind is
 * @param sessions that went through it
 * @param succeeded those of them that did not end in error
 * @param visits how often it was entered
 * @param failed visits that failed
 * @param recovered those that were made good
 * @param failedSessions sessions in which a visit failed
 * @param p50Nanos median of how long a visit took; null when none ended
 * @param p95Nanos 95th percentile; null likewise
 * @param totalNanos all visits together; null likewise
 * @param criticalNanos time on critical paths of what is exactly there
 * @param self usage of what is exactly there
 * @param subtree usage there and below
 * @param llmCalls there and below
 * @param toolCalls there and below
 * @param unpricedCalls there and below
 * @param estimatedCalls there and below, whose tokens were counted from their text
 * @param slowest where it took longest
 * @param dearest where it cost most; null when no cost is known
 * @param costs what single sessions spent there and below in US dollars, of those that did; of more
 *     than asked for those whose id has the smallest MD5, by that; unknown ones are left out
 */
public record PlaceMeasures(
    String path,
    @Nullable OperationKind kind,
    long sessions,
    long succeeded,
    long visits,
    long failed,
    long recovered,
    long failedSessions,
    @Nullable Long p50Nanos,
    @Nullable Long p95Nanos,
    @Nullable Long totalNanos,
    long criticalNanos,
    PlaceUsage self,
    PlaceUsage subtree,
    long llmCalls,
    long toolCalls,
    long unpricedCalls,
    long estimatedCalls,
    SpanExample slowest,
    @Nullable SpanExample dearest,
    List<Double> costs) {
  public PlaceMeasures {
    costs = List.copyOf(costs);
  }
}
