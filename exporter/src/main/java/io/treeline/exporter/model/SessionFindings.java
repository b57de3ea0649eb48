package io.treeline.exporter.model;

/**
 * Findings of the sessions that a set of spans belongs to, all of each session, as far as they were
 * analysed. A session that is in several sets counts in each.
 *
 * @param analyzed how many sessions were
 * @param humanFree those in which no person took part
 * @param interventions how often people took part
 * @param approved how often they approved
 * @param rejected how often they rejected
 * @param handoffs from agent to agent
 * @param limitsReached runs that stopped at their limit
 * @param atLimit sessions with such a run
 * @param looping sessions with a loop
 * @param loops number of loops
 * @param wasted what loops wasted; calls are the redundant ones
 * @param unknownCalls tool calls that could not be compared
 * @param workingNanos time in which something was under way
 * @param waitingNanos time in which only people were waited for
 */
public record SessionFindings(
    long analyzed,
    long humanFree,
    long interventions,
    long approved,
    long rejected,
    long handoffs,
    long limitsReached,
    long atLimit,
    long looping,
    long loops,
    Spent wasted,
    long unknownCalls,
    long workingNanos,
    long waitingNanos) {

  /** No session. */
  public static final SessionFindings NONE =
      new SessionFindings(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Spent.NONE, 0, 0, 0);
}
