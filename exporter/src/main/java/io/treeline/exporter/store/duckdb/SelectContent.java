package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Reads what was said in some spans. */
final class SelectContent {

  private static final String SQL =
      """
      SELECT c.trace_id, c.span_id, %s
      FROM span_content c
      WHERE c.start_epoch_nanos BETWEEN %d AND %d AND %s
      """;

  private SelectContent() {}

  /** The spans, each with its content. */
  static List<Span> add(DuckDBConnection connection, List<Span> spans) throws SQLException {
    if (spans.isEmpty()) {
      return spans;
    }
    String keys =
        spans.stream()
            .map(Span::key)
            .map(
                key ->
                    "('%s'::UUID, %s::UBIGINT)"
                        .formatted(Ids.trace(key.traceId()), Ids.decimal(key.spanId())))
            .collect(Collectors.joining(", "));
    return add(connection, spans, "(c.trace_id, c.span_id) IN (" + keys + ")");
  }

  /** All spans of a session, each with its content. */
  static List<Span> addOfSession(DuckDBConnection connection, List<Span> spans, String sessionId)
      throws SQLException {
    return spans.isEmpty()
        ? spans
        : add(
            connection,
            spans,
            "c.trace_id IN (SELECT st.trace_id FROM session_traces st WHERE st.session_id = ?)",
            sessionId);
  }

  private static List<Span> add(
      DuckDBConnection connection, Collection<Span> spans, String condition, String... parameters)
      throws SQLException {
    String sql =
        SQL.formatted(
            EncodedContent.COLUMNS.stream().map("c."::concat).collect(Collectors.joining(", ")),
            spans.stream().mapToLong(Span::startEpochNanos).min().orElseThrow(),
            spans.stream().mapToLong(Span::startEpochNanos).max().orElseThrow(),
            condition);
    Map<SpanKey, ContentPieces> pieces = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        Row row = new Row(result);
        while (row.next()) {
          pieces.put(
              new SpanKey(row.traceId("trace_id"), row.spanId("span_id")),
              ContentPieces.read(row, EncodedContent.COLUMNS.size()));
        }
      }
    }
    ContentTexts texts = new ContentTexts();
    pieces.values().forEach(one -> one.want(texts));
    texts.read(connection);
    return spans.stream().map(span -> with(span, pieces.get(span.key()), texts)).toList();
  }

  private static Span with(Span span, @Nullable ContentPieces pieces, ContentTexts texts) {
    Content content = pieces == null ? Content.NONE : pieces.content(texts);
    return content.isEmpty() ? span : span.withContent(content);
  }
}
