package io.treeline.exporter.analysis;

import java.util.Map;

/**
 * Errors of one tool, or at one place, and what came of them.
 *
 * @param name name of the tool, or path
 * @param calls finished calls, or spans at the place
 * @param errors those in error: of a tool all, at a place those that happened there
 * @param recovered errors made good
 * @param abandoned errors the work went on without
 * @param failed errors the work ended with
 * @param notFound calls that found nothing
 * @param nextSteps errors by what came next; without those after which nothing has come yet
 * @param attempts attempts of the recovered errors together, the failed ones included
 * @param recovery what recovering took, of the recovered errors together; calls are errors
 */
public record RecoveryCount(
    String name,
    long calls,
    long errors,
    long recovered,
    long abandoned,
    long failed,
    long notFound,
    Map<NextStep, Long> nextSteps,
    long attempts,
    Spend recovery) {

  public RecoveryCount {
    nextSteps = Map.copyOf(nextSteps);
  }
}
