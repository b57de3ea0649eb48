package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.store.ContentParts;
import io.treeline.exporter.store.TextQuery;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The pieces of content that hold phrases of a query: a temporary table {@code matching_contents}
 * that lasts as long as the reader's transaction. Each piece is looked at once, however many spans
 * have it; which spans match follows from their pieces' ids.
 */
final class MatchingContents {

  private final DuckDBConnection connection;
  private final TextQuery query;
  private final List<TextQuery> phrases;
  private final String ids;

  /**
   * @param columns of {@code span_content} to look at
   */
  MatchingContents(DuckDBConnection connection, TextQuery query, List<String> columns) {
    this.connection = connection;
    this.query = query;
    this.phrases = query.phrases().stream().map(one -> new TextQuery(List.of(one))).toList();
    this.ids =
        "list_concat(" + columns.stream().map("c."::concat).collect(Collectors.joining(", ")) + ")";
  }

  /** Fills the table from the spans that start in a stretch of time. */
  void fill(TimeRange range) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE OR REPLACE TEMP TABLE matching_contents (
            content_id BIGINT NOT NULL, phrases BIGINT NOT NULL)
          """);
    }
    try (PreparedStatement statement = connection.prepareStatement(candidates(range));
        DuckDBAppender appender = connection.createAppender("temp", "main", "matching_contents")) {
      int place = 1;
      for (List<String> phrase : query.phrases()) {
        for (String word : phrase) {
          statement.setString(place++, word);
        }
      }
      try (ResultSet result = statement.executeQuery()) {
        Row row = new Row(result);
        while (row.next()) {
          long found = phrasesIn(row.text("text"));
          if (found != 0) {
            appender.beginRow();
            appender.append(row.number("content_id"));
            appender.append(found);
            appender.endRow();
          }
        }
      }
    }
  }

  /** A query for keys and starts of the spans that match, once the table is filled. */
  String spans(TimeRange range) {
    return """
    SELECT r.trace_id, r.span_id, r.start_epoch_nanos
    FROM (%s) r JOIN matching_contents m ON m.content_id = r.content_id
    GROUP BY r.trace_id, r.span_id, r.start_epoch_nanos
    HAVING bit_or(m.phrases) = %d\
    """
        .formatted(references(range), (1L << phrases.size()) - 1);
  }

  private String references(TimeRange range) {
    return """
    SELECT trace_id, span_id, start_epoch_nanos, abs(unnest(%s)) AS content_id
    FROM span_content c
    WHERE start_epoch_nanos >= %d AND start_epoch_nanos < %d\
    """
        .formatted(ids, range.startEpochNanosInclusive(), range.endEpochNanosExclusive());
  }

  /** Pieces that may hold one of the phrases; whoever reads them looks closer. */
  private String candidates(TimeRange range) {
    StringBuilder sql =
        new StringBuilder("SELECT k.content_id, k.text FROM contents k WHERE k.content_id IN (")
            .append("SELECT content_id FROM (")
            .append(references(range))
            // JSON may spell any letter as an escape, which only reading it shows.
            .append(")) AND (contains(k.text, '\\u')");
    for (List<String> phrase : query.phrases()) {
      sql.append(" OR (true")
          .append(
              " AND contains(strip_accents(lower(k.text)), strip_accents(?))".repeat(phrase.size()))
          .append(")");
    }
    return sql.append(")").toString();
  }

  private long phrasesIn(String piece) {
    List<String> texts = ContentParts.texts(piece);
    long found = 0;
    for (int i = 0; i < phrases.size(); i++) {
      if (!phrases.get(i).find(texts).isEmpty()) {
        found |= 1L << i;
      }
    }
    return found;
  }
}
