package io.treeline.exporter.query;

import io.treeline.exporter.model.Score;
import io.treeline.exporter.store.ScoreQuery;
import io.treeline.exporter.store.ScoreRows;
import io.treeline.exporter.store.ScoreStore;
import io.treeline.exporter.store.StoreException;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/**
 * Takes scores and answers questions about them. Thread-safe; blocks while the store works. Had
 * from {@link QueryService#scores()}.
 *
 * <p>Every method throws {@link QueryException}: INVALID_ARGUMENT for a value that cannot be used,
 * NOT_FOUND for an unknown score, UNAVAILABLE when the store cannot work now.
 */
public final class ScoreService {

  private final ScoreStore store;
  private final Clock clock;

  ScoreService(ScoreStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Checks and stores a score; it is durable when this returns. A score replaces the one with its
   * id, so that sending it again does no harm.
   *
   * @return the score as stored, with what the draft lacked
   */
  public Score put(ScoreDraft draft) {
    Score score = ScoreParser.score(draft, clock);
    ask(
        () -> {
          store.put(List.of(score));
          return score;
        });
    return score;
  }

  /** One score. */
  public Score score(String id) {
    return ask(() -> store.score(id)).orElseThrow(() -> noScore(id));
  }

  /** Removes a score for good. */
  public void delete(String id) {
    if (!ask(() -> store.delete(id))) {
      throw noScore(id);
    }
  }

  /** Finds scores, the newest first. */
  public ScorePage find(ScoreListRequest request) {
    ScoreQuery query = ScoreParser.query(request);
    ScoreRows rows = ask(() -> store.find(query));
    ScoreQuery.Position next = rows.next();
    return new ScorePage(
        rows.scores(),
        next == null
            ? null
            : Cursor.encode(ScoreParser.cursor(next), ScoreParser.fingerprint(request)));
  }

  /**
   * Scores of a session and its traces, the oldest first; those of its spans are not among them.
   */
  public List<Score> ofSession(String sessionId) {
    return ask(() -> store.scoresOf(sessionId, false));
  }

  private static QueryException noScore(String id) {
    return QueryException.notFound("no score \"%s\" is stored".formatted(id));
  }

  private static <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (StoreException e) {
      throw QueryException.unavailable(e);
    } catch (IllegalArgumentException e) {
      throw QueryException.invalid(String.valueOf(e.getMessage()));
    }
  }
}
