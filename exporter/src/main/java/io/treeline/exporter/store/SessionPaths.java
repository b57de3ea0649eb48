package io.treeline.exporter.store;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.PlaceUsage;
import io.treeline.exporter.model.SpanKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one session did where, kept so that many can be put together. {@code docs/analysis.md}
 * defines each number.
 *
 * @param places each path once; {@code /} is the session itself
 * @param steps what came next, each path, from and to once
 * @param findings what went wrong or took more than it should
 */
public record SessionPaths(List<Place> places, List<Step> steps, List<Finding> findings) {

  public static final SessionPaths NONE = new SessionPaths(List.of(), List.of(), List.of());

  public SessionPaths {
    places = List.copyOf(places);
    steps = List.copyOf(steps);
    findings = List.copyOf(findings);
  }

  /**
   * A place of the path tree the session went through.
   *
   * @param path full path
   * @param kind of what is there; null when nothing with a kind is
   * @param visits how often it was entered
   * @param failed visits that failed
   * @param recovered those that were made good
   * @param visitNanos of each visit that ended
   * @param criticalNanos time on the critical path of what is exactly there
   * @param self usage of what is exactly there
   * @param subtree usage there and below
   * @param llmCalls there and below
   * @param toolCalls there and below
   * @param unpricedCalls there and below
   * @param estimatedCalls there and below, whose tokens were counted from their text
   * @param longest first span of the longest visit
   */
  public record Place(
      String path,
      @Nullable OperationKind kind,
      long visits,
      long failed,
      long recovered,
      List<Long> visitNanos,
      long criticalNanos,
      PlaceUsage self,
      PlaceUsage subtree,
      long llmCalls,
      long toolCalls,
      long unpricedCalls,
      long estimatedCalls,
      SpanKey longest) {
    public Place {
      visitNanos = List.copyOf(visitNanos);
    }
  }

  /**
   * What came next under a place.
   *
   * @param path the place
   * @param from path of the branch before; null when there was none
   * @param to path of the branch after; null when nothing came
   * @param times how often
   */
  public record Step(String path, @Nullable String from, @Nullable String to, long times) {}

  /**
   * Something to look at.
   *
   * @param kind such as {@code LOOP}
   * @param path where
   * @param subject who
   * @param span the span to look at first
   * @param times how often
   * @param nanos time at stake
   * @param usage usage at stake
   */
  public record Finding(
      String kind,
      String path,
      String subject,
      SpanKey span,
      long times,
      long nanos,
      PlaceUsage usage) {}
}
