package io.treeline.exporter.store;

import io.treeline.exporter.model.Score;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of scores.
 *
 * @param scores the newest first
 * @param next where the next page starts; null when this was the last
 */
public record ScoreRows(List<Score> scores, ScoreQuery.@Nullable Position next) {
  public ScoreRows {
    scores = List.copyOf(scores);
  }
}
