package io.treeline.exporter.analysis;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.session.Folding;
import io.treeline.exporter.session.PathDerivation;
import io.treeline.exporter.session.SpanForest;
import io.treeline.exporter.session.UsageLayers;
import java.util.Collection;
import java.util.List;

/**
 * All that is known of a session beyond its single spans.
 *
 * @param problems the gravest first, of one kind by start; at most {@link #MAX_PROBLEMS}
 * @param moreProblems how many more there are
 * @param outcomes every span that failed, found nothing or is part of a loop, by start
 * @param tools errors and recovery by tool, by name; tools without an error too
 * @param paths errors and recovery by path; only those where errors happened
 * @param recovered what getting over errors took, all together; calls are errors
 * @param loops by start
 * @param wasted what loops wasted, all together
 * @param comparedCalls tool calls whose arguments and result could be compared
 * @param unknownCalls finished tool calls that could not be, mostly for want of content: whether
 *     they loop is unknown
 * @param autonomy how much was done without a person
 * @param time where the time went
 * @param folded spans that are another view of an operation, by start
 * @param suppressed spans whose usage is counted elsewhere, by start
 * @param decisions what was done where, to put many sessions together
 */
public record SessionAnalysis(
    List<Problem> problems,
    int moreProblems,
    List<SpanOutcome> outcomes,
    List<RecoveryCount> tools,
    List<RecoveryCount> paths,
    Spend recovered,
    List<Loop> loops,
    Spend wasted,
    long comparedCalls,
    long unknownCalls,
    Autonomy autonomy,
    TimeUse time,
    List<Folded> folded,
    List<Suppressed> suppressed,
    Decisions decisions) {

  /**
   * Goes up whenever the same spans give another analysis, so that kept results can be told to be
   * old.
   */
  public static final int VERSION = 3;

  public static final int MAX_PROBLEMS = 1000;

  public SessionAnalysis {
    problems = List.copyOf(problems);
    outcomes = List.copyOf(outcomes);
    tools = List.copyOf(tools);
    paths = List.copyOf(paths);
    loops = List.copyOf(loops);
    folded = List.copyOf(folded);
    suppressed = List.copyOf(suppressed);
  }

  /**
   * A span that is another view of an operation.
   *
   * @param span the span
   * @param into the one that is shown
   */
  public record Folded(SpanKey span, SpanKey into) {}

  /**
   * A span whose usage is counted elsewhere.
   *
   * @param span the span
   * @param rule why, such as {@code descendant-reports-usage}; see {@link UsageLayers.Rule}
   * @param by the span that made it superfluous
   */
  public record Suppressed(SpanKey span, String rule, SpanKey by) {}

  /**
   * Analyses a session.
   *
   * @param spans all spans of one session in any order, with or without content
   */
  public static SessionAnalysis of(Collection<Span> spans) {
    SpanForest forest = SpanForest.of(spans);
    UsageLayers layers = UsageLayers.of(forest);
    Work work = Work.of(forest, layers, Folding.of(forest, layers), PathDerivation.derive(forest));
    return new Analyst(work).analyse();
  }
}
