package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.ContentHits;
import io.treeline.exporter.store.ContentHits.Hit;
import io.treeline.exporter.store.ContentHits.TextMatch;
import io.treeline.exporter.store.ContentParts;
import io.treeline.exporter.store.ContentQuery;
import io.treeline.exporter.store.ContentQuery.Part;
import io.treeline.exporter.store.ContentQuery.Position;
import io.treeline.exporter.store.TextQuery;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Looks for words in content without an index: stretch by stretch of about as many rows, the latest
 * first, until the page is full or patience is at its end. So the time to a first page hangs on how
 * far back the matches lie, not on how much is stored.
 */
final class SearchContent {

  private static final int FIRST_STRETCH = 20_000;
  private static final int MOST_OF_STRETCH = 320_000;

  private static final Map<String, Part> PARTS = parts();

  private final DuckDBConnection connection;
  private final ContentQuery query;
  private final ContentMatch match;
  private final List<Hit> hits = new ArrayList<>();
  private final long deadlineNanos;

  SearchContent(DuckDBConnection connection, ContentQuery query) {
    this.connection = connection;
    this.query = query;
    this.match =
        new ContentMatch(
            PARTS.entrySet().stream()
                .filter(part -> query.parts().contains(part.getValue()))
                .map(Map.Entry::getKey)
                .toList());
    this.deadlineNanos = System.nanoTime() + query.patience().toNanos();
  }

  ContentHits run() throws SQLException {
    Position after = query.after();
    // Exclusive; with a key, spans that start in the last nanosecond before it come after the key.
    long end = query.range().endEpochNanosExclusive();
    if (after != null) {
      end =
          Math.min(
              end, after.key() == null ? after.startEpochNanos() : after.startEpochNanos() + 1);
    }
    int stretch = FIRST_STRETCH;
    while (true) {
      Long start = startOfStretch(end, stretch);
      if (start == null) {
        return new ContentHits(hits, null);
      }
      if (!searchBetween(start, end, after)) {
        Hit last = hits.get(hits.size() - 1);
        return new ContentHits(
            hits, new Position(last.span().startEpochNanos(), last.span().key()));
      }
      end = start;
      if (System.nanoTime() - deadlineNanos > 0) {
        return new ContentHits(hits, new Position(end, null));
      }
      stretch = Math.min(MOST_OF_STRETCH, stretch * 2);
    }
  }

  /** Start of the last so many rows before a time; null when there are none. */
  private @Nullable Long startOfStretch(long end, int rows) throws SQLException {
    String sql =
        """
        SELECT min(start_epoch_nanos) AS start FROM (
          SELECT start_epoch_nanos FROM span_content
          WHERE start_epoch_nanos >= %d AND start_epoch_nanos < %d
          ORDER BY start_epoch_nanos DESC LIMIT %d)
        """
            .formatted(query.range().startEpochNanosInclusive(), end, rows);
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      Row row = new Row(result);
      row.next();
      return row.numberOrNull("start");
    }
  }

  /** Adds hits; false when the page is full. */
  private boolean searchBetween(long start, long end, @Nullable Position after)
      throws SQLException {
    String position =
        after == null || after.key() == null
            ? ""
            : " AND (start_epoch_nanos, trace_id, span_id) < (%d, '%s'::UUID, %s::UBIGINT)"
                .formatted(
                    after.startEpochNanos(),
                    Ids.trace(after.key().traceId()),
                    Ids.decimal(after.key().spanId()));
    String sql =
        """
        SELECT trace_id, span_id, %s
        FROM span_content c
        WHERE start_epoch_nanos >= %d AND start_epoch_nanos < %d AND %s%s
        ORDER BY start_epoch_nanos DESC, trace_id DESC, span_id DESC
        """
            .formatted(
                String.join(", ", match.columns()),
                start,
                end,
                match.repeated(query.text()),
                position);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      match.setParameters(statement, 1, query.text());
      List<Found> found = found(statement);
      for (Found one : found) {
        if (!add(one)) {
          return false;
        }
      }
    }
    return true;
  }

  private record Found(SpanKey key, List<TextMatch> matches) {}

  /** All that match, up to one more than the page may hold. */
  private List<Found> found(PreparedStatement statement) throws SQLException {
    List<Found> found = new ArrayList<>();
    try (ResultSet result = statement.executeQuery()) {
      Row row = new Row(result);
      while (row.next() && found.size() <= query.limit() - hits.size()) {
        List<TextMatch> matches = matches(row);
        if (!matches.isEmpty()) {
          found.add(
              new Found(new SpanKey(row.traceId("trace_id"), row.spanId("span_id")), matches));
        }
      }
    }
    return found;
  }

  private boolean add(Found found) throws SQLException {
    if (hits.size() == query.limit()) {
      return false;
    }
    Optional<Span> span = SelectSpan.run(connection, found.key());
    Optional<String> session = SelectSessionOfSpan.run(connection, found.key());
    if (span.isPresent() && session.isPresent()) {
      hits.add(new Hit(span.get(), session.get(), found.matches()));
    }
    return true;
  }

  private List<TextMatch> matches(Row row) throws SQLException {
    List<String> texts = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    for (String column : match.columns()) {
      String content = row.textOrNull(column);
      if (content != null) {
        for (String text : ContentParts.texts(content)) {
          texts.add(text);
          columns.add(column);
        }
      }
    }
    List<TextMatch> matches = new ArrayList<>();
    for (Map.Entry<Integer, List<TextQuery.Match>> one : query.text().find(texts).entrySet()) {
      matches.add(
          new TextMatch(field(columns.get(one.getKey())), texts.get(one.getKey()), one.getValue()));
    }
    return matches;
  }

  private static String field(String column) {
    int underscore = column.indexOf('_');
    return underscore < 0
        ? column
        : column.substring(0, underscore)
            + Character.toUpperCase(column.charAt(underscore + 1))
            + column.substring(underscore + 2);
  }

  private static Map<String, Part> parts() {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put("input_messages", Part.INPUT);
    parts.put("system_instructions", Part.INPUT);
    parts.put("input", Part.INPUT);
    parts.put("output_messages", Part.OUTPUT);
    parts.put("output", Part.OUTPUT);
    parts.put("tool_arguments", Part.ARGUMENTS);
    parts.put("tool_result", Part.RESULT);
    return parts;
  }
}
