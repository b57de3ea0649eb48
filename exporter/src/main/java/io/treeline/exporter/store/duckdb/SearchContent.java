package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.store.ContentHits;
import io.treeline.exporter.store.ContentHits.Hit;
import io.treeline.exporter.store.ContentHits.TextMatch;
import io.treeline.exporter.store.ContentParts;
import io.treeline.exporter.store.ContentQuery;
import io.treeline.exporter.store.ContentQuery.Position;
import io.treeline.exporter.store.TextQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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

  /** A part of content: its column, its name in answers, where to look for it, how to read it. */
  private record Part(
      String column,
      String field,
      ContentQuery.Part part,
      Function<Content, @Nullable String> text) {}

  private static final List<Part> PARTS =
      List.of(
          new Part(
              "input_messages", "inputMessages", ContentQuery.Part.INPUT, Content::inputMessages),
          new Part(
              "system_instructions",
              "systemInstructions",
              ContentQuery.Part.INPUT,
              Content::systemInstructions),
          new Part("input", "input", ContentQuery.Part.INPUT, Content::input),
          new Part(
              "output_messages",
              "outputMessages",
              ContentQuery.Part.OUTPUT,
              Content::outputMessages),
          new Part("output", "output", ContentQuery.Part.OUTPUT, Content::output),
          new Part(
              "tool_arguments",
              "toolArguments",
              ContentQuery.Part.ARGUMENTS,
              Content::toolArguments),
          new Part("tool_result", "toolResult", ContentQuery.Part.RESULT, Content::toolResult));

  /** The columns that hold what went in and came out. */
  static final List<String> ALL_COLUMNS = PARTS.stream().map(Part::column).toList();

  private final DuckDBConnection connection;
  private final ContentQuery query;
  private final MatchingContents matching;
  private final List<Hit> hits = new ArrayList<>();
  private final long deadlineNanos;

  SearchContent(DuckDBConnection connection, ContentQuery query) {
    this.connection = connection;
    this.query = query;
    this.matching =
        new MatchingContents(
            connection,
            query.text(),
            PARTS.stream()
                .filter(part -> query.parts().contains(part.part()))
                .map(Part::column)
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
    for (SpanKey key : found(new TimeRange(start, end), after)) {
      if (hits.size() == query.limit()) {
        return false;
      }
      add(key);
    }
    return true;
  }

  /** All that match, up to one more than the page may hold. */
  private List<SpanKey> found(TimeRange range, @Nullable Position after) throws SQLException {
    matching.fill(range);
    String position =
        after == null || after.key() == null
            ? "true"
            : "(start_epoch_nanos, trace_id, span_id) < (%d, '%s'::UUID, %s::UBIGINT)"
                .formatted(
                    after.startEpochNanos(),
                    Ids.trace(after.key().traceId()),
                    Ids.decimal(after.key().spanId()));
    String sql =
        """
        SELECT trace_id, span_id
        FROM (%s)
        WHERE %s
        ORDER BY start_epoch_nanos DESC, trace_id DESC, span_id DESC
        LIMIT %d
        """
            .formatted(matching.spans(range), position, query.limit() - hits.size() + 1);
    List<SpanKey> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      Row row = new Row(result);
      while (row.next()) {
        found.add(new SpanKey(row.traceId("trace_id"), row.spanId("span_id")));
      }
    }
    return found;
  }

  private void add(SpanKey key) throws SQLException {
    Optional<Span> span = SelectSpan.run(connection, key);
    Optional<String> session = SelectSessionOfSpan.run(connection, key);
    if (span.isEmpty() || session.isEmpty()) {
      return;
    }
    List<TextMatch> matches = matches(span.get().content());
    if (!matches.isEmpty()) {
      hits.add(new Hit(span.get(), session.get(), matches));
    }
  }

  private List<TextMatch> matches(Content content) {
    List<String> texts = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    for (Part part : PARTS) {
      String text = query.parts().contains(part.part()) ? part.text().apply(content) : null;
      if (text != null) {
        for (String one : ContentParts.texts(text)) {
          texts.add(one);
          fields.add(part.field());
        }
      }
    }
    List<TextMatch> matches = new ArrayList<>();
    for (Map.Entry<Integer, List<TextQuery.Match>> one : query.text().find(texts).entrySet()) {
      matches.add(new TextMatch(fields.get(one.getKey()), texts.get(one.getKey()), one.getValue()));
    }
    return matches;
  }
}
