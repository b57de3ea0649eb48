package io.treeline.exporter.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what the analysis of sessions found, for questions over many of them. Thread-safe.
 *
 * <p>The store says which sessions are to be analysed; whoever analyses them hands the findings
 * back. Findings of a session that has changed meanwhile are kept, and it is to be analysed again.
 */
public interface OutcomeStore {

  /**
   * A session whose findings are missing or old.
   *
   * @param sessionId its id
   * @param revision what the findings will be of; larger the later it changed
   */
  record Pending(String sessionId, long revision) {}

  /**
   * Sessions to analyse, those first that have waited longest. A session is among them a little
   * after it was written to.
   *
   * @throws StoreException when the engine cannot answer now
   */
  List<Pending> pending(int most);

  /**
   * When a session's turn has come: once nothing was written to it for a while, so that it is not
   * analysed again for each of its batches; or when it is written to all the time.
   *
   * @param quiet for how long nothing was written to it
   * @param perThousandSpans how much longer, for a thousand spans of it: large ones take long
   * @param longest since when its findings are missing or old, however much is written to it
   */
  record Turn(Duration quiet, Duration perThousandSpans, Duration longest) {

    /** All that {@link #pending} has. */
    public static final Turn AT_ONCE = new Turn(Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  /**
   * A session whose turn has come.
   *
   * @param session as {@link #pending} has it
   * @param spans how many it has, about
   */
  record Due(Pending session, long spans) {}

  /**
   * Those of {@link #pending} whose turn has come, in its order.
   *
   * @throws StoreException when the engine cannot answer now
   */
  List<Due> due(Turn turn, int most);

  /**
   * Keeps findings in place of earlier ones of the same session. Doing it again changes nothing.
   *
   * @param paths what the session did where
   * @param revision of {@link Pending}
   * @throws StoreException when nothing was kept; safe to retry
   */
  void keep(SessionOutcomes outcomes, SessionPaths paths, long revision);

  /**
   * Findings of one session, to be kept.
   *
   * @param outcomes what was found
   * @param paths what the session did where
   * @param revision of {@link Pending}
   */
  record Analysed(SessionOutcomes outcomes, SessionPaths paths, long revision) {}

  /**
   * As {@link #keep} for each; an engine may well keep all of them together in little more time
   * than one.
   *
   * @throws StoreException when some were not kept; safe to retry
   */
  default void keepAll(List<Analysed> analysed) {
    analysed.forEach(each -> keep(each.outcomes(), each.paths(), each.revision()));
  }

  /**
   * Has sessions analysed again whose findings are of an earlier version of the analysis.
   *
   * @return how many there are
   * @throws StoreException when the engine cannot do so now
   */
  default long renew(int version) {
    return 0;
  }

  /** What is kept of a session; empty when it was not analysed yet. */
  Optional<SessionOutcomes> of(String sessionId);

  /**
   * What many sessions did where, as of when each was last analysed.
   *
   * @throws StoreException when the engine cannot answer now
   */
  DecisionRows decisions(DecisionQuery query);

  /**
   * What many sessions have in common that is worth looking at, as of when each was last analysed:
   * one row for each kind, path and subject, those with most at stake first (cost, then time, then
   * kind, path and subject).
   *
   * @param filter chooses sessions, as {@link SessionQuery} does
   * @param limit most rows of each kind
   * @param examples most examples of each
   * @throws StoreException when the engine cannot answer now
   */
  List<FindingRow> findings(SessionFilter filter, int limit, int examples);
}
