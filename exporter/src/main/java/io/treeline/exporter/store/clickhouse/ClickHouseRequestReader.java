package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.store.NameOfSessions;
import io.treeline.exporter.store.RequestFilter;
import io.treeline.exporter.store.RequestQuery;
import io.treeline.exporter.store.RequestReader;
import io.treeline.exporter.store.SessionMeasures;
import io.treeline.exporter.store.SessionOfRequests;
import io.treeline.exporter.store.StoredRequest;
import io.treeline.exporter.store.rows.SessionOfRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads requests, and the sessions they belong to. */
final class ClickHouseRequestReader implements RequestReader {

  private static final String COST =
      "if(countIf(f.cost_usd IS NOT NULL) = 0, NULL, sum(f.cost_usd)) AS sum_cost_usd";

  private final Engine engine;
  private final Tables tables;
  private final CatchUp catchUp;
  private final ReadSpans spans;

  ClickHouseRequestReader(Engine engine, Tables tables, CatchUp catchUp, ReadSpans spans) {
    this.engine = engine;
    this.tables = tables;
    this.catchUp = catchUp;
    this.spans = spans;
  }

  private record Found(
      SpanKey key,
      String session,
      boolean given,
      @org.jspecify.annotations.Nullable String name,
      SortedMap<String, Double> scores) {}

  @Override
  public List<StoredRequest> requests(RequestQuery query) {
    catchUp.run();
    String sort =
        query.sort() == null
            ? "rand()"
            : RequestConditions.expression(query.sort(), query.name() == null ? "" : query.name());
    String direction = query.descending() ? "DESC" : "ASC";
    String page =
        RequestTables.with(tables, query.filter(), query.sort())
            + """
            , page AS (
              SELECT r.trace_id AS trace_id, r.span_id AS span_id, r.session_id AS session_id,
                r.session_id_given AS session_id_given, r.score_names AS score_names,
                r.score_numbers AS score_numbers,
            """
            + "("
            + sort
            + ") AS sort_value FROM request AS r WHERE "
            + RequestConditions.onRequests(query.filter())
            + " ORDER BY sort_value %1$s NULLS LAST, r.trace_id %1$s, r.span_id %1$s LIMIT %2$d OFFSET %3$d)\n"
                .formatted(direction, query.limit(), query.offset())
            + tables
                .in(
                    """
                    SELECT lower(hex(p.trace_id)) AS trace, lower(hex(p.span_id)) AS span,
                      p.session_id AS session, p.session_id_given AS given,
                      cs.name AS given_name, p.score_names AS names,
                      arrayMap(n -> toString(n), p.score_numbers) AS numbers
                    FROM page AS p
                    LEFT JOIN (SELECT session_id, name FROM @sessions) AS cs
                      ON cs.session_id = p.session_id
                    ORDER BY p.sort_value %1$s NULLS LAST, p.trace_id %1$s, p.span_id %1$s
                    """)
                .formatted(direction);
    List<Found> found =
        engine.read(
            page,
            row -> {
              List<Found> all = new ArrayList<>();
              while (row.next()) {
                all.add(
                    new Found(
                        new SpanKey(row.text("trace"), row.text("span")),
                        row.text("session"),
                        row.isTrue("given"),
                        row.textOrNull("given_name"),
                        scores(row)));
              }
              return all;
            });
    return withSpans(found, query.withContent());
  }

  private List<StoredRequest> withSpans(List<Found> found, boolean withContent) {
    Map<SpanKey, Span> read = new HashMap<>();
    spans
        .byKeys(found.stream().map(Found::key).toList(), withContent)
        .forEach(span -> read.put(span.key(), span));
    return found.stream()
        .filter(one -> read.containsKey(one.key()))
        .map(
            one ->
                new StoredRequest(
                    java.util.Objects.requireNonNull(read.get(one.key())),
                    one.session(),
                    one.given(),
                    one.name(),
                    one.scores()))
        .toList();
  }

  @Override
  public List<SessionOfRequests> sessions(
      RequestFilter filter, TimeRange range, long offset, int limit) {
    catchUp.run();
    return engine.read(
        RequestTables.with(tables, filter, null)
            + "SELECT "
            + SessionColumns.COLUMNS
            + """
            , f.requests AS requests, f.last_request_epoch_nanos AS last_request_epoch_nanos,
              f.tag AS tag, if(f.ended > 0, f.latency_nanos / f.ended, NULL) AS average_latency
            FROM figure AS f WHERE
            """
            + condition(filter, range)
            + " ORDER BY f.start_epoch_nanos DESC, f.session_id DESC LIMIT %d OFFSET %d"
                .formatted(limit, offset),
        row -> {
          List<SessionOfRequests> sessions = new ArrayList<>();
          while (row.next()) {
            sessions.add(
                new SessionOfRequests(
                    SessionOfRow.read(row),
                    row.number("requests"),
                    row.number("last_request_epoch_nanos"),
                    row.realOrNull("average_latency"),
                    row.textOrNull("tag")));
          }
          return sessions;
        });
  }

  @Override
  public List<NameOfSessions> names(RequestFilter filter, TimeRange range) {
    catchUp.run();
    return engine.read(
        RequestTables.with(tables, filter, null)
            + """
            SELECT ifNull(f.name, f.derived_name) AS shown,
              min(f.start_epoch_nanos) AS first_start,
              max(f.last_request_epoch_nanos) AS last_request, toInt64(count()) AS sessions,
              if(sum(f.ended) > 0, sum(f.latency_nanos) / sum(f.ended), NULL) AS average_latency,
              \
            """
            + COST
            + " FROM figure AS f WHERE "
            + condition(filter, range)
            + " GROUP BY shown ORDER BY last_request DESC, shown LIMIT 1000",
        row -> {
          List<NameOfSessions> names = new ArrayList<>();
          while (row.next()) {
            names.add(
                new NameOfSessions(
                    row.text("shown"),
                    row.number("first_start"),
                    row.number("last_request"),
                    row.number("sessions"),
                    row.realOrNull("average_latency"),
                    row.decimalOrNull("sum_cost_usd")));
          }
          return names;
        });
  }

  @Override
  public List<SessionMeasures> measures(RequestFilter filter, TimeRange range) {
    catchUp.run();
    return engine.read(
        RequestTables.with(tables, filter, null)
            + """
            SELECT f.requests AS requests, f.end_epoch_nanos - f.start_epoch_nanos AS duration,
              f.cost_usd AS cost_usd
            FROM figure AS f WHERE
            """
            + condition(filter, range),
        row -> {
          List<SessionMeasures> measures = new ArrayList<>();
          while (row.next()) {
            measures.add(
                new SessionMeasures(
                    row.number("requests"),
                    row.numberOrNull("duration"),
                    row.decimalOrNull("cost_usd")));
          }
          return measures;
        });
  }

  private static String condition(RequestFilter filter, TimeRange range) {
    return "f.start_epoch_nanos < %d AND f.seen_until_epoch_nanos >= %d AND "
            .formatted(range.endEpochNanosExclusive(), range.startEpochNanosInclusive())
        + RequestConditions.onSessions(filter);
  }

  private static SortedMap<String, Double> scores(Row row) {
    List<String> names = row.texts("names");
    List<String> numbers = row.texts("numbers");
    SortedMap<String, Double> scores = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      scores.put(names.get(i), Double.valueOf(numbers.get(i)));
    }
    return scores;
  }
}
