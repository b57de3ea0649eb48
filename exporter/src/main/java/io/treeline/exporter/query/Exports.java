package io.treeline.exporter.query;

import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.ScoreTarget;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.store.LoggedContent;
import io.treeline.exporter.store.ScoreQuery;
import io.treeline.exporter.store.ScoreRows;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives out everything that is stored, one session after the other, the oldest first: no more than
 * one session is held, and of its content no more than that of some hundred spans. A session that
 * is written to meanwhile is given as it is when its turn comes.
 */
public final class Exports {

  /** Pages of a cursor must be cut alike, so this never changes with the request. */
  private static final String PAGE = "100";

  private static final int MAX_LIMIT = 1_000_000;
  private static final char BEHIND = '.';

  /** Takes what is exported. */
  public interface Visitor {

    /** One session. */
    void session(ExportedSession session) throws IOException;

    /** Scores of paths, which belong to no session; a part of them. */
    void scores(List<Score> scores) throws IOException;
  }

  private final SpanStore store;
  private final QueryService query;

  Exports(SpanStore store, QueryService query) {
    this.store = store;
    this.query = query;
  }

  /**
   * Exports sessions.
   *
   * @param withSpans false for their numbers only
   * @return where to go on; null when there is no more
   * @throws QueryException INVALID_ARGUMENT, NOT_FOUND for one session that is not stored,
   *     UNAVAILABLE
   */
  public @Nullable String run(ExportRequest request, boolean withSpans, Visitor visitor)
      throws IOException {
    try {
      String one = request.session();
      if (one != null) {
        visitor.session(session(query.session(one), withSpans, ""));
        return null;
      }
      return sessions(request, withSpans, visitor);
    } catch (StoreException e) {
      throw QueryException.unavailable(e);
    }
  }

  private @Nullable String sessions(ExportRequest request, boolean withSpans, Visitor visitor)
      throws IOException {
    int left = limit(request);
    String cursor = request.cursor();
    int dot = cursor == null ? -1 : cursor.indexOf(BEHIND);
    String page = cursor == null || dot <= 0 ? null : cursor.substring(0, dot);
    String behind = cursor == null ? null : behind(cursor, dot);
    while (true) {
      SessionPage found =
          query.sessions(new SessionListRequest(request.filter(), "startTime", PAGE, page));
      List<SessionSummary> sessions = after(behind, found.sessions());
      behind = null;
      for (SessionSummary session : sessions) {
        if (left-- == 0) {
          return behind(page, sessions, session);
        }
        visitor.session(session(session, withSpans, cursor(page, session.sessionId())));
      }
      page = found.nextCursor();
      if (page == null) {
        ofPaths(request, withSpans, visitor);
        return null;
      }
    }
  }

  /** The cursor of the session before this one. */
  private static String behind(
      @Nullable String page, List<SessionSummary> sessions, SessionSummary session) {
    int index = sessions.indexOf(session);
    return index == 0
        ? (page == null ? "" : page) + BEHIND
        : cursor(page, sessions.get(index - 1).sessionId());
  }

  private static String cursor(@Nullable String page, String sessionId) {
    return (page == null ? "" : page)
        + BEHIND
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(sessionId.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String behind(String cursor, int dot) {
    try {
      if (dot >= 0) {
        byte[] id = Base64.getUrlDecoder().decode(cursor.substring(dot + 1));
        return id.length == 0 ? null : new String(id, StandardCharsets.UTF_8);
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the one message.
    }
    throw QueryException.invalid(
        "cursor must be the last cursor of an export with the same filters: was \"%s\""
            .formatted(cursor.length() > 80 ? cursor.substring(0, 80) + "…" : cursor));
  }

  /** All when it is not there any more: what is exported twice does no harm. */
  private static List<SessionSummary> after(@Nullable String id, List<SessionSummary> sessions) {
    for (int i = 0; i < sessions.size(); i++) {
      if (sessions.get(i).sessionId().equals(id)) {
        return sessions.subList(i + 1, sessions.size());
      }
    }
    return sessions;
  }

  private static int limit(ExportRequest request) {
    return request.limit() == null
        ? Integer.MAX_VALUE
        : FilterParser.limit(request.limit(), MAX_LIMIT, MAX_LIMIT);
  }

  private ExportedSession session(SessionSummary summary, boolean withSpans, String cursor) {
    String id = summary.sessionId();
    String tag = store.reader().tagOfSession(id).orElse(null);
    if (!withSpans) {
      return new ExportedSession(
          summary, tag, List.of(), spans -> spans, Map.of(), List.of(), List.of(), cursor);
    }
    List<Span> spans = store.reader().spansOf(id, false);
    List<LogRecord> logs = store.reader().logsOf(id);
    Map<SpanKey, List<LogRecord>> logsOfSpan =
        logs.stream().collect(Collectors.groupingBy(LogRecord::key));
    return new ExportedSession(
        summary,
        tag,
        spans,
        some -> withContent(some, logsOfSpan),
        AggregateAnswers.derive(spans),
        logs,
        store.scores().scoresOf(id, true),
        cursor);
  }

  private List<Span> withContent(List<Span> spans, Map<SpanKey, List<LogRecord>> logs) {
    return store.reader().withContent(spans).stream()
        .map(span -> LoggedContent.fill(span, logs.getOrDefault(span.key(), List.of())))
        .toList();
  }

  /** Scores of paths go with an export of everything, or of everything in some time. */
  private void ofPaths(ExportRequest request, boolean withSpans, Visitor visitor)
      throws IOException {
    Map<String, List<String>> filters = request.filter().values();
    if (!withSpans || !List.of("from", "to").containsAll(filters.keySet())) {
      return;
    }
    TimeRange range = FilterParser.parse(request.filter()).range();
    ScoreQuery.Position after = null;
    do {
      ScoreRows rows =
          store
              .scores()
              .find(
                  new ScoreQuery(
                      range,
                      null,
                      null,
                      null,
                      ScoreTarget.Kind.PATH,
                      null,
                      null,
                      null,
                      null,
                      1000,
                      after));
      if (!rows.scores().isEmpty()) {
        visitor.scores(rows.scores());
      }
      after = rows.next();
    } while (after != null);
  }
}
