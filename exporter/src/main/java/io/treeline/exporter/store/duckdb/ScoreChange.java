package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Score;
import io.treeline.exporter.store.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A score to put, or the id of one to remove.
 *
 * @param score null to remove
 * @param metadata the score's, as JSON text
 */
record ScoreChange(String id, @Nullable Score score, String metadata) {

  private static final long WEIGHT_OF_A_PLAIN_SCORE = 500;

  /**
   * @throws IllegalArgumentException when a score cannot be kept as it is
   */
  static List<ScoreChange> put(List<Score> scores) {
    return scores.stream()
        .map(score -> new ScoreChange(score.id(), score, JsonText.write(score.metadata())))
        .toList();
  }

  static ScoreChange remove(String id) {
    return new ScoreChange(id, null, "{}");
  }

  /** Roughly the bytes it takes while it waits. */
  long weight() {
    String comment = score == null ? null : score.comment();
    return WEIGHT_OF_A_PLAIN_SCORE + metadata.length() + (comment == null ? 0 : comment.length());
  }
}
