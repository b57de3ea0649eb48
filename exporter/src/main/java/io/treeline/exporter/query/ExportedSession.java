package io.treeline.exporter.query;

import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One session with all that is stored of it.
 *
 * @param summary its numbers
 * @param tag given to it; null when none was
 * @param spans by start, with content; empty when only numbers were asked for
 * @param paths places of the spans in the path tree
 * @param logs records written in the spans, by time
 * @param scores of the session, its traces, spans and answers
 * @param cursor goes on behind this session
 */
public record ExportedSession(
    SessionSummary summary,
    @Nullable String tag,
    List<Span> spans,
    Map<SpanKey, String> paths,
    List<LogRecord> logs,
    List<Score> scores,
    String cursor) {

  public ExportedSession {
    spans = List.copyOf(spans);
    paths = Map.copyOf(paths);
    logs = List.copyOf(logs);
    scores = List.copyOf(scores);
  }
}
