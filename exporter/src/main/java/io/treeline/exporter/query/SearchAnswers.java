package io.treeline.exporter.query;

import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.ContentHits;
import io.treeline.exporter.store.ContentQuery;
import io.treeline.exporter.store.ContentQuery.Part;
import io.treeline.exporter.store.SessionQuery;
import io.treeline.exporter.store.SpanReader;
import io.treeline.exporter.store.TextQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Answers {@link SearchRequest}s. */
final class SearchAnswers {

  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  // Chars of a snippet before its first match, and at most.
  private static final int BEFORE = 60;
  private static final int MOST_CHARS = 240;
  private static final int MOST_SNIPPETS = 4;

  private SearchAnswers() {}

  /**
   * Answers.
   *
   * @param summary a span of a session as lists show it
   */
  static SearchPage answer(
      SpanReader reader,
      SearchRequest request,
      BiFunction<ContentHits.Hit, SpanReader, SpanSummary> summary) {
    ContentHits found = reader.search(query(request));
    List<SearchPage.Hit> hits = new ArrayList<>();
    for (ContentHits.Hit hit : found.hits()) {
      hits.add(
          new SearchPage.Hit(
              summary.apply(hit, reader),
              hit.matches().stream().limit(MOST_SNIPPETS).map(SearchAnswers::snippet).toList()));
    }
    ContentQuery.Position next = found.next();
    return new SearchPage(hits, next == null ? null : cursor(next, fingerprint(request)));
  }

  private static ContentQuery query(SearchRequest request) {
    TextQuery text = FilterParser.text("q", request.text());
    String cursor = request.cursor();
    return new ContentQuery(
        java.util.Objects.requireNonNull(text),
        FilterParser.range(request.from(), request.to()),
        parts(request.in()),
        FilterParser.limit(request.limit(), DEFAULT_LIMIT, MAX_LIMIT),
        PATIENCE,
        cursor == null ? null : position(cursor, fingerprint(request)));
  }

  private static Set<Part> parts(@Nullable String in) {
    if (in == null) {
      return EnumSet.allOf(Part.class);
    }
    Set<Part> parts = EnumSet.noneOf(Part.class);
    for (String name : in.split(",", -1)) {
      Part part = FilterParser.constant(Part.class, "in", name.strip());
      if (part != null) {
        parts.add(part);
      }
    }
    return parts;
  }

  private static String fingerprint(SearchRequest request) {
    return java.util.Arrays.asList(request.text(), request.from(), request.to(), request.in())
        .toString();
  }

  private static String cursor(ContentQuery.Position next, String fingerprint) {
    SpanKey key = next.key();
    return Cursor.encode(
        new SessionQuery.Position(
            Long.toString(next.startEpochNanos()),
            key == null ? "" : key.traceId() + ":" + key.spanId()),
        fingerprint);
  }

  private static ContentQuery.Position position(String cursor, String fingerprint) {
    SessionQuery.Position position = Cursor.decode(cursor, fingerprint);
    String key = position.sessionId();
    return new ContentQuery.Position(
        Long.parseLong(String.valueOf(position.sortValue())),
        key.isEmpty() ? null : new SpanKey(key.substring(0, 32), key.substring(33)));
  }

  private static SearchPage.Snippet snippet(ContentHits.TextMatch found) {
    String text = found.text();
    int first = found.matches().get(0).start();
    int start = whole(text, Math.max(0, first - BEFORE));
    int end = whole(text, Math.min(text.length(), start + MOST_CHARS));
    List<Integer> matches = new ArrayList<>();
    for (TextQuery.Match match : found.matches()) {
      if (match.start() < end) {
        matches.add(match.start() - start);
        matches.add(Math.min(match.end(), end) - start);
      }
    }
    return new SearchPage.Snippet(found.field(), text.substring(start, end), matches);
  }

  /** The same index, or the one before when it would cut a character in two. */
  private static int whole(String text, int index) {
    boolean inside =
        index > 0
            && index < text.length()
            && Character.isLowSurrogate(text.charAt(index))
            && Character.isHighSurrogate(text.charAt(index - 1));
    return inside ? index - 1 : index;
  }
}
