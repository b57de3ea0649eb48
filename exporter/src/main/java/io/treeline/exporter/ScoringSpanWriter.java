package io.treeline.exporter;

import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.normalize.SpanScores;
import io.treeline.exporter.store.ScoreStore;
import io.treeline.exporter.store.SpanWriter;
import java.util.List;

/**
 * Writes spans and then the scores they carry. When the second fails the sender is told to try
 * again, which changes nothing of the first.
 */
final class ScoringSpanWriter implements SpanWriter {

  private final SpanWriter spans;
  private final ScoreStore scores;

  ScoringSpanWriter(SpanWriter spans, ScoreStore scores) {
    this.spans = spans;
    this.scores = scores;
  }

  @Override
  public void write(List<Span> written) {
    spans.write(written);
    List<Score> carried = written.stream().flatMap(span -> SpanScores.of(span).stream()).toList();
    if (!carried.isEmpty()) {
      scores.put(carried);
    }
  }
}
