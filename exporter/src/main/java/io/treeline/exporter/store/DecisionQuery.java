package io.treeline.exporter.store;

/**
 * Which sessions to put together by path.
 *
 * @param filter chooses sessions, as {@link SessionQuery} does; numbers cover whole sessions
 * @param limit most places; those that most sessions went through are kept
 * @param samples for how many sessions of each place to name the cost; 0 for none
 */
public record DecisionQuery(SessionFilter filter, int limit, int samples) {

  public DecisionQuery {
    if (limit < 1 || samples < 0) {
      throw new IllegalArgumentException(
          "limit must be at least 1, samples at least 0: were " + limit + " and " + samples);
    }
  }
}
