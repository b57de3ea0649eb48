package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.store.NameOfSessions;
import io.treeline.exporter.store.RequestFilter;
import io.treeline.exporter.store.RequestQuery;
import io.treeline.exporter.store.SessionMeasures;
import io.treeline.exporter.store.SessionOfRequests;
import io.treeline.exporter.store.StoredRequest;
import io.treeline.exporter.store.rows.SessionOfRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.duckdb.DuckDBConnection;

/** Reads requests, and the sessions they belong to. Used once. */
final class SelectRequests {

  /** The sessions' numbers, the requests, and the sessions that have any and were given an id. */
  private static final String TABLES =
      """
      , request AS NOT MATERIALIZED (
        SELECT s.* EXCLUDE (session_id),
          coalesce(s.session_id, t.session_id, replace(s.trace_id::VARCHAR, '-', '')) AS session_id,
          coalesce(s.session_id, t.session_id) IS NOT NULL AS session_id_given,
          coalesce(s.response_model, s.request_model) AS model,
          CASE WHEN s.input_tokens IS NULL AND s.output_tokens IS NULL THEN NULL
            ELSE coalesce(s.input_tokens, 0) + coalesce(s.output_tokens, 0) END AS total_tokens,
          json_extract_string(s.attributes, '$."url.full"') AS url,
          coalesce(
            TRY_CAST(json_extract_string(s.attributes, '$."http.response.status_code"') AS BIGINT),
            CASE WHEN s.status = 'ERROR' THEN 500 ELSE 200 END) AS http_status
        FROM spans s
        JOIN traces t ON t.trace_id = s.trace_id
        WHERE s.operation IN ('LLM', 'EMBEDDING', 'RERANKER', 'TOOL', 'RETRIEVER')
          OR s.dialect = 'helicone'
          OR (s.operation = 'MCP' AND NOT coalesce((s.trace_id, s.parent_span_id) IN (
            SELECT (p.trace_id, p.span_id) FROM spans p WHERE p.operation = 'TOOL'), false))
      ),
      figure AS NOT MATERIALIZED (
        SELECT c.*, n.requests, n.last_request_epoch_nanos, n.latency_nanos, n.ended, g.tag,
          CASE WHEN c.input_tokens IS NULL AND c.output_tokens IS NULL THEN NULL
            ELSE coalesce(c.input_tokens, 0) + coalesce(c.output_tokens, 0) END AS total_tokens
        FROM current_session c
        JOIN (
          SELECT r.session_id, count(*) AS requests,
            max(r.start_epoch_nanos) AS last_request_epoch_nanos,
            sum(r.end_epoch_nanos - r.start_epoch_nanos)::DOUBLE AS latency_nanos,
            count(r.end_epoch_nanos) AS ended
          FROM request r
          GROUP BY r.session_id
        ) n ON n.session_id = c.session_id
        LEFT JOIN session_tags g ON g.session_id = c.session_id
        WHERE c.session_id_source <> 'TRACE'
      )
      """;

  private static final String PAGE =
      """
      , page AS (
        SELECT r.trace_id, r.span_id, r.start_epoch_nanos, r.session_id, r.session_id_given,
          (%s) AS sort_value
        FROM request r
        WHERE %s
        ORDER BY sort_value %s NULLS LAST, r.trace_id %3$s, r.span_id %3$s
        LIMIT %d OFFSET %d
      )
      SELECT %s, p.session_id AS own_session_id, p.session_id_given, cs.name AS given_session_name,
        coalesce(sc.names, []) AS score_names, coalesce(sc.numbers, []) AS score_numbers
      FROM page p
      JOIN spans s ON s.trace_id = p.trace_id AND s.span_id = p.span_id
        AND s.start_epoch_nanos = p.start_epoch_nanos
      LEFT JOIN current_session cs ON cs.session_id = p.session_id
      LEFT JOIN (
        SELECT trace_id, span_id, list(name ORDER BY epoch_nanos, score_id) AS names,
          list(number::VARCHAR ORDER BY epoch_nanos, score_id) AS numbers
        FROM scores
        WHERE target = 'SPAN' AND number IS NOT NULL
        GROUP BY trace_id, span_id
      ) sc ON sc.trace_id = p.trace_id AND sc.span_id = p.span_id
      ORDER BY p.sort_value %3$s NULLS LAST, p.trace_id %3$s, p.span_id %3$s
      """;

  private final DuckDBConnection connection;
  private final RequestConditions conditions = new RequestConditions();

  SelectRequests(DuckDBConnection connection) {
    this.connection = connection;
  }

  /** As {@link io.treeline.exporter.store.RequestReader#requests}. */
  List<StoredRequest> requests(RequestQuery query) throws SQLException {
    // In the order in which their parameters stand.
    String sort =
        query.sort() == null
            ? "random()"
            : conditions.expression(query.sort(), query.name() == null ? "" : query.name());
    String condition = conditions.onRequests(query.filter());
    String sql =
        PAGE.formatted(
            sort,
            condition,
            query.descending() ? "DESC" : "ASC",
            query.limit(),
            query.offset(),
            SpanColumns.OF_SPAN);
    List<StoredRequest> found =
        read(
            sql,
            row -> {
              SpanColumns spans = new SpanColumns(row);
              List<StoredRequest> requests = new ArrayList<>();
              while (row.next()) {
                requests.add(
                    new StoredRequest(
                        spans.span(),
                        row.text("own_session_id"),
                        row.isTrue("session_id_given"),
                        row.textOrNull("given_session_name"),
                        scores(row)));
              }
              return requests;
            });
    return query.withContent() ? withContent(found) : found;
  }

  private List<StoredRequest> withContent(List<StoredRequest> requests) throws SQLException {
    List<Span> spans =
        SelectContent.add(connection, requests.stream().map(StoredRequest::span).toList());
    List<StoredRequest> filled = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      filled.add(requests.get(i).withSpan(spans.get(i)));
    }
    return filled;
  }

  /** As {@link io.treeline.exporter.store.RequestReader#sessions}. */
  List<SessionOfRequests> sessions(RequestFilter filter, TimeRange range, long offset, int limit)
      throws SQLException {
    String sql =
        """
        SELECT %s, f.requests, f.last_request_epoch_nanos, f.tag,
          CASE WHEN f.ended > 0 THEN f.latency_nanos / f.ended END AS average_latency
        FROM figure f
        WHERE %s
        ORDER BY f.start_epoch_nanos DESC, f.session_id DESC
        LIMIT %d OFFSET %d
        """
            .formatted(SessionColumns.COLUMNS, condition(filter, range), limit, offset);
    return read(
        sql,
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

  /** As {@link io.treeline.exporter.store.RequestReader#names}. */
  List<NameOfSessions> names(RequestFilter filter, TimeRange range) throws SQLException {
    String sql =
        """
        SELECT coalesce(f.name, f.derived_name) AS name,
          min(f.start_epoch_nanos) AS first_start_epoch_nanos,
          max(f.last_request_epoch_nanos) AS last_request_epoch_nanos, count(*) AS sessions,
          CASE WHEN sum(f.ended) > 0 THEN sum(f.latency_nanos) / sum(f.ended) END
            AS average_latency,
          sum(f.cost_usd) AS cost_usd
        FROM figure f
        WHERE %s
        GROUP BY coalesce(f.name, f.derived_name)
        ORDER BY max(f.last_request_epoch_nanos) DESC, coalesce(f.name, f.derived_name)
        LIMIT 1000
        """
            .formatted(condition(filter, range));
    return read(
        sql,
        row -> {
          List<NameOfSessions> names = new ArrayList<>();
          while (row.next()) {
            names.add(
                new NameOfSessions(
                    row.text("name"),
                    row.number("first_start_epoch_nanos"),
                    row.number("last_request_epoch_nanos"),
                    row.number("sessions"),
                    row.realOrNull("average_latency"),
                    row.decimalOrNull("cost_usd")));
          }
          return names;
        });
  }

  /** As {@link io.treeline.exporter.store.RequestReader#measures}. */
  List<SessionMeasures> measures(RequestFilter filter, TimeRange range) throws SQLException {
    String sql =
        """
        SELECT f.requests, f.end_epoch_nanos - f.start_epoch_nanos AS duration, f.cost_usd
        FROM figure f
        WHERE %s
        """
            .formatted(condition(filter, range));
    return read(
        sql,
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

  private String condition(RequestFilter filter, TimeRange range) {
    return "f.start_epoch_nanos < %d AND f.seen_until_epoch_nanos >= %d AND %s"
        .formatted(
            range.endEpochNanosExclusive(),
            range.startEpochNanosInclusive(),
            conditions.onSessions(filter));
  }

  private interface Reading<T> {
    T of(Row row) throws SQLException;
  }

  private <T> T read(String sql, Reading<T> reading) throws SQLException {
    String whole = CurrentSessions.with(connection) + TABLES + sql;
    try (PreparedStatement statement = connection.prepareStatement(whole)) {
      List<String> parameters = conditions.parameters();
      for (int i = 0; i < parameters.size(); i++) {
        statement.setString(i + 1, parameters.get(i));
      }
      try (ResultSet result = statement.executeQuery()) {
        return reading.of(new Row(result));
      }
    }
  }

  private static SortedMap<String, Double> scores(Row row) throws SQLException {
    List<String> names = row.texts("score_names");
    List<String> numbers = row.texts("score_numbers");
    SortedMap<String, Double> scores = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      scores.put(names.get(i), Double.valueOf(numbers.get(i)));
    }
    return scores;
  }
}
