package io.treeline.exporter.query;

import io.treeline.exporter.compare.SessionComparison;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.StoreException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers what many sessions did, what went wrong in them, and what is different between some.
 * Thread-safe; blocks while the store reads. Throws as {@link QueryService} does.
 */
public final class DecisionService {

  private static final int MOST_SESSIONS = 200;

  private final SpanStore store;
  private final QueryService sessions;

  DecisionService(SpanStore store, QueryService sessions) {
    this.store = store;
    this.sessions = sessions;
  }

  /** What many sessions did, as one tree of places. */
  public DecisionTree tree(DecisionTreeRequest request) {
    return ask(() -> DecisionTrees.answer(store.outcomes(), request));
  }

  /** Two sets of sessions side by side. */
  public Cohorts compare(CohortRequest request) {
    return ask(() -> CohortAnswers.answer(store.outcomes(), request));
  }

  /**
   * What is worth looking at.
   *
   * @param filter which sessions
   * @param limit most problems, 1 to 500; null is 50
   */
  public Problems problems(FilterRequest filter, @Nullable String limit) {
    return ask(() -> ProblemAnswers.answer(store.outcomes(), filter, limit));
  }

  /**
   * What was found in sessions, in the order they are asked for; those not analysed yet are left
   * out.
   *
   * @param sessionIds 1 to 200 ids
   */
  public List<KeptFindings> findings(List<String> sessionIds) {
    if (sessionIds.isEmpty() || sessionIds.size() > MOST_SESSIONS) {
      throw QueryException.invalid(
          "session must be given 1 to %d times: was given %d times"
              .formatted(MOST_SESSIONS, sessionIds.size()));
    }
    return ask(
        () ->
            sessionIds.stream()
                .distinct()
                .flatMap(id -> store.outcomes().of(id).stream())
                .map(KeptFindings::of)
                .toList());
  }

  /** Two sessions side by side. */
  public SessionPair compare(String a, String b) {
    SessionSummary one = sessions.session(a);
    SessionSummary other = sessions.session(b);
    return ask(
        () ->
            new SessionPair(
                one,
                other,
                SessionComparison.of(
                    store.reader().spansOf(a, false), store.reader().spansOf(b, false))));
  }

  private static <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (StoreException e) {
      throw QueryException.unavailable(e);
    }
  }
}
