package io.treeline.exporter.query;

import io.treeline.exporter.store.SessionOutcomes;

/**
 * What the kept analysis of a session counted, for a list of sessions; {@code docs/analysis.md}
 * defines each. A few seconds behind the session.
 *
 * @param sessionId its id
 * @param recovered errors made good, each where it happened
 * @param abandoned errors that the work went on without, each where it happened
 * @param loops number of loops
 * @param redundantCalls calls of loops that brought nothing new
 * @param humanSteps how often people took part
 * @param approved how often they approved
 * @param rejected how often they rejected
 * @param limitsReached runs that stopped at their limit
 * @param workingNanos time in which something was under way
 * @param waitingNanos time in which only people were waited for
 */
public record KeptFindings(
    String sessionId,
    long recovered,
    long abandoned,
    long loops,
    long redundantCalls,
    long humanSteps,
    long approved,
    long rejected,
    long limitsReached,
    long workingNanos,
    long waitingNanos) {

  static KeptFindings of(SessionOutcomes kept) {
    return new KeptFindings(
        kept.sessionId(),
        count(kept, "RECOVERED"),
        count(kept, "ABANDONED"),
        kept.loops(),
        kept.spans().stream().filter(SessionOutcomes.SpanRow::redundant).count(),
        kept.interventions(),
        kept.approved(),
        kept.rejected(),
        kept.limitsReached(),
        kept.workingNanos(),
        kept.waitingNanos());
  }

  private static long count(SessionOutcomes kept, String outcome) {
    return kept.spans().stream()
        .filter(span -> span.cause() && span.outcome().equals(outcome))
        .count();
  }
}
