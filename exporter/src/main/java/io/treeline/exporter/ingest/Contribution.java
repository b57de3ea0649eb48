package io.treeline.exporter.ingest;

import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.Span;
import java.util.List;

/**
 * What one request adds to the store of its project. Adding it again changes nothing.
 *
 * @param spans of which the first with a key counts
 * @param corrections of which the last with a key counts
 * @param logs log records
 * @param scores those that spans and log records carry
 */
record Contribution(
    List<Span> spans, List<Span> corrections, List<LogRecord> logs, List<Score> scores) {

  boolean isEmpty() {
    return spans.isEmpty() && corrections.isEmpty() && logs.isEmpty() && scores.isEmpty();
  }

  int size() {
    return spans.size() + corrections.size() + logs.size() + scores.size();
  }
}
