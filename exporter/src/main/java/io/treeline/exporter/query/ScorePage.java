package io.treeline.exporter.query;

import io.treeline.exporter.model.Score;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of scores.
 *
 * @param scores the newest first
 * @param nextCursor for the next page; null on the last
 */
public record ScorePage(List<Score> scores, @Nullable String nextCursor) {
  public ScorePage {
    scores = List.copyOf(scores);
  }
}
