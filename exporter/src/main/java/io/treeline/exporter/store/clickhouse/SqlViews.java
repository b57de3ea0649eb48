package io.treeline.exporter.store.clickhouse;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a question in SQL can read: table expressions that stand before it. Each has the rows of one
 * project alone. docs/sql.md lists their columns.
 */
final class SqlViews {

  /** Of {@code paths}; where the table of derived paths is put in. */
  private static final String DERIVED = "{derived}";

  private static final String SESSIONS =
      """
      SELECT f.session_id AS session_id, toString(f.session_id_source) AS session_id_source,
        ifNull(f.name, f.derived_name) AS name, toBool(f.name IS NOT NULL) AS name_given,
        %s AS start_time, %s AS end_time, f.start_epoch_nanos AS start_epoch_nanos,
        f.end_epoch_nanos AS end_epoch_nanos,
        (toInt128(f.end_epoch_nanos) - f.start_epoch_nanos) / 1e6 AS duration_ms,
        f.active_nanos / 1e6 AS active_ms, lower(f.status) AS status, f.spans AS spans,
        f.llm_calls AS llm_calls, f.tool_calls AS tool_calls, f.errors AS errors,
        f.input_tokens AS input_tokens, f.output_tokens AS output_tokens,
        f.cache_read_tokens AS cache_read_tokens, f.cache_write_tokens AS cache_write_tokens,
        f.reasoning_tokens AS reasoning_tokens, f.cost_usd AS cost_usd,
        f.unpriced_calls AS unpriced_calls, f.estimated_calls AS estimated_calls, f.models AS models, f.users AS users,
        f.services AS services,
        mapFromArrays(arrayDistinct(f.property_names), arrayMap(
          p -> arraySort(arrayFilter((v, n) -> n = p, f.property_values, f.property_names)),
          arrayDistinct(f.property_names))) AS properties
      FROM @sessions AS f\
      """
          .formatted(time("f.start_epoch_nanos"), time("f.end_epoch_nanos"));

  private static final String SPANS =
      """
      SELECT lower(hex(s.trace_id)) AS trace_id, lower(hex(s.span_id)) AS span_id,
        lower(hex(s.parent_span_id)) AS parent_span_id,
        coalesce(s.session_id, t.inherited) AS session_id, toString(s.name) AS name,
        lower(s.kind) AS kind, lower(s.operation) AS operation, s.operation_name AS operation_name,
        %s AS start_time, %s AS end_time, s.start_epoch_nanos AS start_epoch_nanos,
        s.end_epoch_nanos AS end_epoch_nanos,
        (toInt128(s.end_epoch_nanos) - s.start_epoch_nanos) / 1e6 AS duration_ms,
        lower(s.status) AS status, s.status_message AS status_message, s.error_type AS error_type,
        lower(s.error_source) AS error_source, toString(s.service) AS service,
        s.conversation_id AS conversation_id, s.session_name AS session_name,
        s.path AS given_path, s.user_id AS user_id, s.properties AS properties, s.tags AS tags,
        s.provider AS provider, s.request_model AS request_model,
        s.response_model AS response_model, coalesce(s.response_model, s.request_model) AS model,
        s.response_id AS response_id, s.finish_reasons AS finish_reasons,
        s.agent_name AS agent_name, s.agent_id AS agent_id, s.tool_name AS tool_name,
        s.tool_call_id AS tool_call_id,
        toBool(%s AND x.uncounted IS NULL) AS owns_usage,
        toBool(%s AND s.operation <> 'RERANKER' AND x.uncounted IS NULL AND s.cost_usd IS NULL)
          AS unpriced,
        s.input_tokens AS input_tokens, s.output_tokens AS output_tokens,
        s.cache_read_tokens AS cache_read_tokens, s.cache_write_tokens AS cache_write_tokens,
        s.reasoning_tokens AS reasoning_tokens, s.cost_usd AS cost_usd,
        s.cost_source AS cost_source, s.usage_source AS usage_source,
        s.reported_cost_usd AS reported_cost_usd, s.reported_cost_source AS reported_cost_source,
        s.empty_result AS empty_result,
        s.time_to_first_chunk_nanos / 1e6 AS time_to_first_chunk_ms, s.attributes AS attributes,
        s.events AS events, s.resource_attributes AS resource_attributes,
        s.scope_name AS scope_name, toString(s.dialect) AS dialect
      FROM @spans AS s
      JOIN (SELECT trace_id AS of_trace, session_id AS inherited FROM @traces) AS t
        ON t.of_trace = s.trace_id
      LEFT JOIN (
        SELECT session_id AS of_session, of_trace, uncounted FROM @sessions
        ARRAY JOIN suppressed_traces AS of_trace, suppressed_spans AS uncounted
      ) AS x ON x.of_session = coalesce(s.session_id, t.inherited) AND x.of_trace = s.trace_id
        AND x.uncounted = s.span_id\
      """
          .formatted(
              time("s.start_epoch_nanos"),
              time("s.end_epoch_nanos"),
              AggregateSpans.OWNS_USAGE,
              AggregateSpans.OWNS_USAGE);

  // The texts stand on the left, as what stands on the right is held in memory.
  private static final String CONTENT =
      """
      SELECT lower(hex(g.trace_id)) AS trace_id, lower(hex(g.span_id)) AS span_id,
        %s AS start_time, %s
      FROM (
        SELECT p.trace_id AS trace_id, p.span_id AS span_id, p.start_nanos AS start_nanos,
          any(p.all_fields) AS all_fields,
          arraySort(part -> part.1, groupArray((p.place, p.field, c.text))) AS parts,
          arrayMap(part -> part.2, parts) AS fields, arrayMap(part -> part.3, parts) AS texts
        FROM (SELECT hash AS of_hash, text FROM @content) AS c
        JOIN (
          SELECT trace_id, span_id, start_epoch_nanos AS start_nanos, part_fields AS all_fields,
            hash, field, place
          FROM @spans
          ARRAY JOIN part_hashes AS hash, part_fields AS field,
            arrayEnumerate(part_fields) AS place
        ) AS p ON p.hash = c.of_hash
        GROUP BY trace_id, span_id, start_nanos
      ) AS g\
      """
          .formatted(
              time("g.start_nanos"),
              java.util.Arrays.stream(ContentFields.values())
                  .map(SqlViews::text)
                  .collect(Collectors.joining(",\n  ")));

  private static final String PATHS =
      """
      SELECT lower(hex(s.trace_id)) AS trace_id, lower(hex(s.span_id)) AS span_id,
        coalesce(s.session_id, t.inherited) AS session_id,
        coalesce(toString(s.path), d.value) AS path, toBool(s.path IS NULL) AS derived
      FROM @spans AS s
      JOIN (SELECT trace_id AS of_trace, session_id AS inherited FROM @traces) AS t
        ON t.of_trace = s.trace_id
      LEFT JOIN {derived} AS d ON d.trace = s.trace_id AND d.span = s.span_id\
      """;

  private static final String SCORES =
      """
      SELECT r.score_id AS score_id, toString(r.name) AS name, lower(r.value_type) AS value_type,
        r.number AS number, r.label AS label, toString(r.source) AS source, r.comment AS comment,
        %s AS time, lower(r.target) AS target, lower(hex(r.trace_id)) AS trace_id,
        lower(hex(r.span_id)) AS span_id, r.session_id AS session_id,
        r.session_name AS session_name, r.path AS path, r.response_id AS response_id,
        r.metadata AS metadata
      FROM @scores AS r\
      """
          .formatted(time("r.epoch_nanos"));

  private static final Map<String, String> ALL =
      Map.of(
          "sessions", SESSIONS,
          "spans", SPANS,
          "content", CONTENT,
          "paths", PATHS,
          "scores", SCORES);

  private SqlViews() {}

  static Set<String> names() {
    return ALL.keySet();
  }

  /**
   * Table expressions of some views, to be put before a question; empty for none.
   *
   * @param derived table of the paths that were not sent; looked at when {@code paths} is read
   */
  static String expressions(Tables tables, Set<String> names, String derived) {
    return names.isEmpty()
        ? ""
        : names.stream()
            .sorted()
            .map(
                name ->
                    name
                        + " AS (\n"
                        + tables.in(String.valueOf(ALL.get(name))).replace(DERIVED, derived)
                        + ")")
            .collect(Collectors.joining(",\n", "WITH ", "\n"));
  }

  private static String time(String nanos) {
    return "fromUnixTimestamp64Micro(intDiv(" + nanos + ", 1000), 'UTC')";
  }

  /** A field put together again as {@link ContentFields#join} does. */
  private static String text(ContentFields field) {
    return """
    multiIf(
        has(g.fields, %1$d), g.texts[indexOf(g.fields, %1$d)],
        has(g.fields, %2$d) AND countEqual(g.fields, %2$d) = countEqual(g.all_fields, %2$d),
        concat('[', arrayStringConcat(arrayFilter((t, f) -> f = %2$d, g.texts, g.fields), ','), ']'),
        NULL) AS %3$s\
    """
        .formatted(
            field.number(false),
            field.number(true),
            field.name().toLowerCase(java.util.Locale.ROOT));
  }
}
