package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.store.RequestFilter;
import io.treeline.exporter.store.RequestFilter.Field;
import org.jspecify.annotations.Nullable;

/**
 * Table expressions to put before a statement: {@code request}, and {@code figure}, the sessions
 * that have any and were given an id, with their numbers.
 */
final class RequestTables {

  private static final String TEXT = "if(split, concat('[', text, ']'), text)";

  private static final String SAID =
      """
      said AS (
        SELECT trace_id AS said_trace, span_id AS said_span,
          coalesce(anyIf(whole, f = 6), anyIf(whole, f = 0), anyIf(whole, f = 4)) AS said_in,
          coalesce(anyIf(whole, f = 7), anyIf(whole, f = 1), anyIf(whole, f = 5)) AS said_out
        FROM (
          SELECT trace_id, span_id, f, toNullable(%s) AS whole
          FROM (
            SELECT p.trace_id AS trace_id, p.span_id AS span_id, intDiv(p.field, 2) AS f,
              any(p.field %% 2) = 1 AS split,
              arrayStringConcat(
                arrayMap(x -> x.2, arraySort(x -> x.1, groupArray((p.place, c.text)))), ',') AS text
            FROM (
              SELECT trace_id, span_id, field, hash, place FROM @spans
              ARRAY JOIN part_fields AS field, part_hashes AS hash,
                arrayEnumerate(part_fields) AS place
            ) AS p
            JOIN @content AS c ON c.hash = p.hash
            GROUP BY trace_id, span_id, f
          )
        )
        GROUP BY trace_id, span_id
      ),
      """
          .formatted(TEXT);

  private static final String TABLES =
      """
      WITH %1$srequest AS (
        SELECT s.* EXCEPT (session_id),
          coalesce(s.session_id, t.inherited) AS session_id,
          (s.session_id IS NOT NULL OR t.inherited_source <> 'TRACE') AS session_id_given,
          coalesce(s.response_model, s.request_model) AS model,
          if(s.input_tokens IS NULL AND s.output_tokens IS NULL, NULL,
            ifNull(s.input_tokens, 0) + ifNull(s.output_tokens, 0)) AS total_tokens,
          if(JSONHas(s.attributes, 'url.full'), JSONExtractString(s.attributes, 'url.full'), NULL)
            AS url,
          coalesce(
            toInt64OrNull(replaceAll(JSONExtractRaw(s.attributes, 'http.response.status_code'),
              '"', '')),
            if(s.status = 'ERROR', 500, 200)) AS http_status,
          sc.names AS score_names, sc.numbers AS score_numbers%2$s
        FROM @spans AS s
        JOIN (
          SELECT trace_id AS of_trace, session_id AS inherited, session_id_source AS inherited_source
          FROM @traces
        ) AS t ON t.of_trace = s.trace_id
        LEFT JOIN (
          SELECT trace, span, groupArray(name) AS names, groupArray(newest) AS numbers
          FROM (
            SELECT assumeNotNull(trace_id) AS trace, assumeNotNull(span_id) AS span, name,
              argMax(assumeNotNull(number), (epoch_nanos, score_id)) AS newest
            FROM @scores WHERE target = 'SPAN' AND number IS NOT NULL
            GROUP BY trace, span, name
          )
          GROUP BY trace, span
        ) AS sc ON sc.trace = s.trace_id AND sc.span = s.span_id
        %3$s
        WHERE s.operation IN ('LLM', 'EMBEDDING', 'RERANKER', 'TOOL', 'RETRIEVER')
          OR s.dialect = 'helicone'
          OR (s.operation = 'MCP' AND (s.trace_id, ifNull(s.parent_span_id, unhex('0000000000000000'))) NOT IN (
            SELECT trace_id, span_id FROM @spans WHERE operation = 'TOOL'))
      ),
      figure AS (
        SELECT c.*, n.requests AS requests,
          n.last_request_epoch_nanos AS last_request_epoch_nanos,
          n.latency_nanos AS latency_nanos, n.ended AS ended, g.tag AS tag,
          if(c.input_tokens IS NULL AND c.output_tokens IS NULL, NULL,
            ifNull(c.input_tokens, 0) + ifNull(c.output_tokens, 0)) AS total_tokens
        FROM @sessions AS c
        JOIN (
          SELECT r.session_id AS of_session, toInt64(count()) AS requests,
            max(r.start_epoch_nanos) AS last_request_epoch_nanos,
            toFloat64(sum(r.end_epoch_nanos - r.start_epoch_nanos)) AS latency_nanos,
            toInt64(count(r.end_epoch_nanos)) AS ended
          FROM request AS r
          GROUP BY r.session_id
        ) AS n ON n.of_session = c.session_id
        LEFT JOIN (SELECT session_id AS tagged, tag FROM @session_tags) AS g ON g.tagged = c.session_id
        WHERE c.session_id_source <> 'TRACE'
      )
      """;

  private RequestTables() {}

  /** With what was said where the filter or the order asks for it: it takes longest. */
  static String with(Tables tables, RequestFilter filter, @Nullable Field sort) {
    boolean said = sort == Field.INPUT || sort == Field.OUTPUT || asksWhatWasSaid(filter);
    return tables
        .in(TABLES)
        .formatted(
            said ? tables.in(SAID) : "",
            said ? ", w.said_in AS said_in, w.said_out AS said_out" : "",
            said
                ? "LEFT JOIN said AS w ON w.said_trace = s.trace_id AND w.said_span = s.span_id"
                : "");
  }

  private static boolean asksWhatWasSaid(RequestFilter filter) {
    if (filter instanceof RequestFilter.And and) {
      return and.parts().stream().anyMatch(RequestTables::asksWhatWasSaid);
    }
    if (filter instanceof RequestFilter.Or or) {
      return or.parts().stream().anyMatch(RequestTables::asksWhatWasSaid);
    }
    Field field = ((RequestFilter.Test) filter).field();
    return field == Field.INPUT || field == Field.OUTPUT;
  }
}
