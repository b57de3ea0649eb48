package io.treeline.exporter.store.duckdb;

import java.util.ArrayList;
import java.util.List;

/**
 * What one caller, or several together, want written in one transaction.
 *
 * @param spans to add
 * @param logs to add
 * @param scores to put or remove; of several of one id the last counts
 */
record Changes(List<EncodedSpan> spans, List<EncodedLog> logs, List<ScoreChange> scores) {

  static Changes ofSpans(List<EncodedSpan> spans) {
    return new Changes(spans, List.of(), List.of());
  }

  static Changes ofLogs(List<EncodedLog> logs) {
    return new Changes(List.of(), logs, List.of());
  }

  static Changes ofScores(List<ScoreChange> scores) {
    return new Changes(List.of(), List.of(), scores);
  }

  /** All of them, in this order. */
  static Changes together(List<Changes> all) {
    if (all.size() == 1) {
      return all.get(0);
    }
    Changes together = new Changes(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Changes changes : all) {
      together.spans.addAll(changes.spans);
      together.logs.addAll(changes.logs);
      together.scores.addAll(changes.scores);
    }
    return together;
  }

  int size() {
    return spans.size() + logs.size() + scores.size();
  }

  /** Roughly the bytes they take while they wait. */
  long weight() {
    return spans.stream().mapToLong(EncodedSpan::weight).sum()
        + logs.stream().mapToLong(EncodedLog::weight).sum()
        + scores.stream().mapToLong(ScoreChange::weight).sum();
  }

  /** For messages: how many of what. A caller has one kind. */
  String described() {
    if (!logs.isEmpty()) {
      return logs.size() + " log records";
    }
    return scores.isEmpty() ? spans.size() + " spans" : scores.size() + " scores";
  }
}
