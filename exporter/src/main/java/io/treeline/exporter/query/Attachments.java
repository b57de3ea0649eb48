package io.treeline.exporter.query;

import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import java.util.List;

/**
 * What was said of a span by others than its sender, or apart from it.
 *
 * @param logs log records written in it, by time
 * @param scores scores of it and of its response, by time
 */
public record Attachments(List<LogRecord> logs, List<Score> scores) {

  public static final Attachments NONE = new Attachments(List.of(), List.of());

  public Attachments {
    logs = List.copyOf(logs);
    scores = List.copyOf(scores);
  }
}
