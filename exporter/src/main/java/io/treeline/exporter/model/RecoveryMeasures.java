package io.treeline.exporter.model;

import java.util.Map;

/**
 * What became of the errors of a set of spans, as far as their sessions were analysed; {@code
 * docs/analysis.md} defines the outcomes. An MCP or tool span that is the tool call around it is
 * not counted.
 *
 * @param errors spans in error that are judged: all of them where spans are chosen or grouped by
 *     what they do (operation, provider, model, tool, agent), otherwise each error where it
 *     happened
 * @param recovered errors made good
 * @param abandoned errors the work went on without
 * @param failed errors the work ended with
 * @param unknown errors that were not analysed yet
 * @param notFound spans that worked and found nothing
 * @param nextSteps errors by what came next, such as {@code BLIND_RETRY}; without those after which
 *     nothing has come
 * @param attempts attempts of what was recovered, the failed ones included
 * @param spent what recovering took; errors that one and the same span made good count once, with
 *     the first of them; calls are these
 * @param redundantCalls calls of loops that brought nothing new
 * @param redundantNanos their times together
 */
public record RecoveryMeasures(
    long errors,
    long recovered,
    long abandoned,
    long failed,
    long unknown,
    long notFound,
    Map<String, Long> nextSteps,
    long attempts,
    Spent spent,
    long redundantCalls,
    long redundantNanos) {

  /** No span. */
  public static final RecoveryMeasures NONE =
      new RecoveryMeasures(0, 0, 0, 0, 0, 0, Map.of(), 0, Spent.NONE, 0, 0);

  public RecoveryMeasures {
    nextSteps = Map.copyOf(nextSteps);
  }
}
