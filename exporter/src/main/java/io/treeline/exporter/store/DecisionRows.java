package io.treeline.exporter.store;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.SessionPaths.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What many sessions did where.
 *
 * @param sessions how many were chosen
 * @param pending how many of them were not analysed since they changed: what they did may be
 *     missing, or as it was before
 * @param places by path
 * @param morePlaces how many more there are
 * @param steps under those places; by path, from and to
 */
public record DecisionRows(
    long sessions, long pending, List<Place> places, long morePlaces, List<Step> steps) {

  public DecisionRows {
    places = List.copyOf(places);
    steps = List.copyOf(steps);
  }

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
   * @param slowest where it took longest
   * @param dearest where it cost most; null when no cost is known
   * @param costs what single sessions spent there and below in US dollars, of those that did; of
   *     more than asked for those whose id has the smallest MD5, by that; unknown ones are left out
   */
  public record Place(
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
      Usage self,
      Usage subtree,
      long llmCalls,
      long toolCalls,
      long unpricedCalls,
      Example slowest,
      @Nullable Example dearest,
      List<Double> costs) {
    public Place {
      costs = List.copyOf(costs);
    }
  }

  /**
   * A session and one of its spans to look at.
   *
   * @param sessionId its id
   * @param span the span
   */
  public record Example(String sessionId, SpanKey span) {}

  /**
   * What came next under a place.
   *
   * @param path the place
   * @param from path of the branch before; null when there was none
   * @param to path of the branch after; null when nothing came
   * @param times how often
   * @param sessions in how many sessions
   */
  public record Step(
      String path, @Nullable String from, @Nullable String to, long times, long sessions) {}
}
