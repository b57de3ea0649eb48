package io.treeline.exporter.store;

import io.treeline.exporter.model.SpanKey;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Findings of one session. {@code docs/analysis.md} defines each.
 *
 * @param sessionId its id
 * @param version version of the analysis
 * @param recovery what getting over errors took
 * @param loops number of loops
 * @param wasted what they wasted
 * @param comparedCalls tool calls that could be compared
 * @param unknownCalls tool calls that could not
 * @param humanFree whether no person took part
 * @param interventions how often people took part
 * @param approved how often they approved
 * @param rejected how often they rejected
 * @param handoffs from agent to agent
 * @param limitsReached runs that stopped at their limit
 * @param workingNanos time in which something was under way
 * @param waitingNanos time in which only people were waited for
 * @param idleNanos all other time than working
 * @param criticalNanos length of the critical path
 * @param parallelism spans at work at once on average
 * @param spans those of which there is more to say than that they worked; empty with all other
 *     numbers 0 when the session has no spans any more
 */
public record SessionOutcomes(
    String sessionId,
    int version,
    Cost recovery,
    long loops,
    Cost wasted,
    long comparedCalls,
    long unknownCalls,
    boolean humanFree,
    long interventions,
    long approved,
    long rejected,
    long handoffs,
    long limitsReached,
    long workingNanos,
    long waitingNanos,
    long idleNanos,
    long criticalNanos,
    double parallelism,
    List<SpanRow> spans) {

  public SessionOutcomes {
    spans = List.copyOf(spans);
  }

  /**
   * What something took.
   *
   * @param calls how many; 0 where that is told otherwise
   * @param nanos time
   * @param inputTokens null when unknown
   * @param outputTokens null when unknown
   * @param costUsd exact, at most 18 decimals; null when unknown
   */
  public record Cost(
      long calls,
      long nanos,
      @Nullable Long inputTokens,
      @Nullable Long outputTokens,
      @Nullable BigDecimal costUsd) {}

  /**
   * How one span ended.
   *
   * @param span the span
   * @param outcome {@code OK} (part of a loop), {@code NOT_FOUND}, {@code RECOVERED}, {@code
   *     ABANDONED} or {@code ERROR}
   * @param path its place in the path tree
   * @param cause whether the error happened here
   * @param nextStep such as {@code BLIND_RETRY}; null when there is none
   * @param evidence {@code LINK}, {@code ATTRIBUTE} or {@code INFERRED}; null with it
   * @param recoveredBy null unless recovered
   * @param attempts from this one on
   * @param recovery what getting over it took
   * @param loop number of its loop in the session; null when none
   * @param redundant whether it is a call of a loop that brought nothing new
   */
  public record SpanRow(
      SpanKey span,
      String outcome,
      String path,
      boolean cause,
      @Nullable String nextStep,
      @Nullable String evidence,
      @Nullable SpanKey recoveredBy,
      long attempts,
      Cost recovery,
      @Nullable Long loop,
      boolean redundant) {}
}
