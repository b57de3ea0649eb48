package io.treeline.exporter.store;

import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.SpanKey;
import java.util.List;
import java.util.Optional;

/**
 * Keeps scores. Thread-safe; reads its own writes. What a score is about need not be stored: it is
 * found when the score is read, so that neither has to come first.
 */
public interface ScoreStore {

  /**
   * Stores scores; returns when they are durable, as {@link SpanWriter#write} does. A score
   * replaces the one with its id.
   *
   * @throws IllegalArgumentException when a score can never be kept; nothing was stored
   * @throws StoreException when nothing was stored; safe to retry
   */
  void put(List<Score> scores);

  /**
   * Removes a score for good.
   *
   * @return whether there was one
   * @throws StoreException when it could not be removed; safe to retry
   */
  boolean delete(String id);

  /** One score. */
  Optional<Score> score(String id);

  /** Finds scores: a page, the newest first, ties by the greatest id. */
  ScoreRows find(ScoreQuery query);

  /**
   * All scores of a session, the oldest first, ties by the smallest id: those of the session, of
   * its traces and, if asked for, of its spans. Those of paths belong to no session.
   */
  List<Score> scoresOf(String sessionId, boolean withSpans);

  /** All scores of a span and of its response, ordered as above. */
  List<Score> scoresOf(SpanKey key);
}
