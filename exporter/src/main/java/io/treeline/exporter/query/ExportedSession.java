package io.treeline.exporter.query;

import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One session with all that is stored of it.
 *
 * @param summary its numbers
 * @param tag given to it; null when none was
 * @param spans by start, without content; empty when only numbers were asked for
 * @param content gives some of the spans their content; reads the store
 * @param paths places of the spans in the path tree
 * @param logs records written in the spans, by time
 * @param scores of the session, its traces, spans and answers
 * @param cursor goes on behind this session
 */
public record ExportedSession(
    SessionSummary summary,
    @Nullable String tag,
    List<Span> spans,
    UnaryOperator<List<Span>> content,
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

  /** How many spans are held with their content. */
  private static final int PIECE = 500;

  /** Takes spans of a session. */
  public interface PieceVisitor {
    void piece(List<Span> spans, boolean last) throws IOException;
  }

  /**
   * Gives out the spans with their content, some hundred at a time; not called when there are none.
   */
  public void pieces(PieceVisitor visitor) throws IOException {
    for (int from = 0; from < spans.size(); from += PIECE) {
      int to = Math.min(spans.size(), from + PIECE);
      visitor.piece(content.apply(spans.subList(from, to)), to == spans.size());
    }
  }
}
