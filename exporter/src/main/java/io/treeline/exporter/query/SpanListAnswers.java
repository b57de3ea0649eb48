package io.treeline.exporter.query;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.AggregateQuery;
import io.treeline.exporter.store.SpanInSession;
import io.treeline.exporter.store.SpanListQuery;
import io.treeline.exporter.store.SpanReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Answers {@link SpanListRequest}s. */
final class SpanListAnswers {

  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 200;

  private SpanListAnswers() {}

  static List<SpanSummary> answer(SpanReader reader, SpanListRequest request) {
    List<SpanInSession> found = reader.findSpans(query(request), AggregateAnswers::derive);
    // What a span is hangs on the others of its session: each session is read once.
    Map<String, SessionSpans> sessions = new HashMap<>();
    Map<String, Map<SpanKey, Integer>> places = new HashMap<>();
    List<SpanSummary> summaries = new ArrayList<>(found.size());
    for (SpanInSession each : found) {
      String id = each.sessionId();
      SessionSpans session =
          sessions.computeIfAbsent(
              id, unread -> SessionSpans.of(unread, reader.spansOf(unread, false)));
      Integer node = places.computeIfAbsent(id, unread -> session.index()).get(each.key());
      Optional<Span> span = request.withContent() ? reader.span(each.key()) : Optional.empty();
      // Without a place it was deleted since it was found.
      if (node != null) {
        summaries.add(span.isPresent() ? session.summary(node, span.get()) : session.summary(node));
      }
    }
    return summaries;
  }

  private static SpanListQuery query(SpanListRequest request) {
    SpanListQuery.Only only =
        FilterParser.constant(SpanListQuery.Only.class, "only", request.only());
    SpanListQuery.Sort sort =
        FilterParser.constant(SpanListQuery.Sort.class, "sort", request.sort());
    AggregateQuery of = AggregateParser.parse(request.of());
    String key = request.key();
    boolean isWord =
        of.group() == AggregateQuery.Group.STATUS || of.group() == AggregateQuery.Group.OPERATION;
    return new SpanListQuery(
        of,
        key == null || !isWord ? key : key.toLowerCase(Locale.ROOT),
        only == null ? SpanListQuery.Only.ALL : only,
        sort == null ? SpanListQuery.Sort.START : sort,
        FilterParser.limit(request.limit(), DEFAULT_LIMIT, MAX_LIMIT));
  }
}
