package io.treeline.exporter.store.duckdb;

import java.util.ArrayList;
import java.util.List;

/**
 * What one caller, or several together, want written in one transaction.
 *
 * @param spans to add
 * @param scores to put or remove; of several of one id the last counts
 */
record Changes(List<EncodedSpan> spans, List<ScoreChange> scores) {

  static Changes ofSpans(List<EncodedSpan> spans) {
    return new Changes(spans, List.of());
  }

  static Changes ofScores(List<ScoreChange> scores) {
    return new Changes(List.of(), scores);
  }

  /** All of them, in this order. */
  static Changes together(List<Changes> all) {
    if (all.size() == 1) {
      return all.get(0);
    }
    List<EncodedSpan> spans = new ArrayList<>();
    List<ScoreChange> scores = new ArrayList<>();
    for (Changes changes : all) {
      spans.addAll(changes.spans);
      scores.addAll(changes.scores);
    }
    return new Changes(spans, scores);
  }

  int size() {
    return spans.size() + scores.size();
  }

  /** Roughly the bytes they take while they wait. */
  long weight() {
    return spans.stream().mapToLong(EncodedSpan::weight).sum()
        + scores.stream().mapToLong(ScoreChange::weight).sum();
  }

  /** For messages: how many of what. */
  String described() {
    return scores.isEmpty() ? spans.size() + " spans" : scores.size() + " scores";
  }
}
