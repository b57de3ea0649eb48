package io.treeline.exporter.store.duckdb;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a question in SQL can read: table expressions that stand before it, under names that no
 * question can spell by itself. docs/sql.md lists their columns.
 */
final class SqlViews {

  /** Put before a view's name for the expression that stands for it. */
  static final String PREFIX = "treeline_view_";

  private static final String SPAN_ID = "lower(lpad(to_hex(%s), 16, '0'))";
  private static final String TRACE_ID = "replace(%s.trace_id::VARCHAR, '-', '')";

  private static final String SESSIONS =
      """
      SELECT session_id, session_id_source, coalesce(name, derived_name) AS name,
        name IS NOT NULL AS name_given, make_timestamp(start_epoch_nanos // 1000) AS start_time,
        make_timestamp(end_epoch_nanos // 1000) AS end_time, start_epoch_nanos, end_epoch_nanos,
        (end_epoch_nanos::HUGEINT - start_epoch_nanos) / 1e6 AS duration_ms,
        active_nanos / 1e6 AS active_ms, lower(status) AS status, spans, llm_calls, tool_calls,
        errors, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
        reasoning_tokens, cost_usd, unpriced_calls, estimated_calls, models, users, services,
        map_from_entries([(p, list_sort([q.value FOR q IN properties IF q.name = p]))
          FOR p IN list_distinct([r.name FOR r IN properties])]) AS properties
      FROM current_session\
      """;

  private static final String SPANS =
      """
      SELECT %s AS trace_id, %s AS span_id, %s AS parent_span_id, %s AS session_id, s.name,
        lower(s.kind) AS kind, lower(s.operation) AS operation, s.operation_name,
        make_timestamp(s.start_epoch_nanos // 1000) AS start_time,
        make_timestamp(s.end_epoch_nanos // 1000) AS end_time, s.start_epoch_nanos,
        s.end_epoch_nanos, (s.end_epoch_nanos::HUGEINT - s.start_epoch_nanos) / 1e6 AS duration_ms,
        lower(s.status) AS status, s.status_message, s.error_type,
        lower(s.error_source) AS error_source, s.service, s.conversation_id,
        s.session_name, s.path AS given_path, s.user_id, s.properties, s.tags, s.provider,
        s.request_model, s.response_model, coalesce(s.response_model, s.request_model) AS model,
        s.response_id, s.finish_reasons, s.agent_name, s.agent_id, s.tool_name, s.tool_call_id,
        %s AND x.span_id IS NULL AS owns_usage,
        %s AND s.operation <> 'RERANKER' AND x.span_id IS NULL AND s.cost_usd IS NULL AS unpriced,
        s.input_tokens, s.output_tokens, s.cache_read_tokens,
        s.cache_write_tokens, s.reasoning_tokens, s.cost_usd, s.cost_source,
        s.usage_source, s.reported_cost_usd, s.reported_cost_source, s.empty_result,
        s.time_to_first_chunk_nanos / 1e6 AS time_to_first_chunk_ms, s.attributes, s.events,
        s.resource_attributes, s.scope_name, s.dialect
      FROM spans s JOIN traces t ON t.trace_id = s.trace_id
      LEFT JOIN current_suppressed x ON x.session_id = %s
        AND x.trace_id = s.trace_id AND x.span_id = s.span_id\
      """
          .formatted(
              TRACE_ID.formatted("s"),
              SPAN_ID.formatted("s.span_id"),
              SPAN_ID.formatted("s.parent_span_id"),
              Conditions.SESSION_OF_SPAN,
              Conditions.OWNS_USAGE,
              Conditions.OWNS_USAGE,
              Conditions.SESSION_OF_SPAN);

  private static final String CONTENT =
      """
      SELECT %s AS trace_id, %s AS span_id,
        make_timestamp(c.start_epoch_nanos // 1000) AS start_time, %s
      FROM span_content c\
      """
          .formatted(
              TRACE_ID.formatted("c"),
              SPAN_ID.formatted("c.span_id"),
              EncodedContent.COLUMNS.stream()
                  .map(column -> ContentSql.text("c." + column) + " AS " + column)
                  .collect(Collectors.joining(", ")));

  private static final String PATHS =
      """
      SELECT %s AS trace_id, %s AS span_id, %s AS session_id,
        %s AS path, s.path IS NULL AS derived
      FROM spans s JOIN traces t ON t.trace_id = s.trace_id
      LEFT JOIN derived_paths d ON d.trace_id = s.trace_id AND d.span_id = s.span_id\
      """
          .formatted(
              TRACE_ID.formatted("s"),
              SPAN_ID.formatted("s.span_id"),
              Conditions.SESSION_OF_SPAN,
              DerivedPaths.PATH);

  private static final String SCORES =
      """
      SELECT r.score_id, r.name, lower(r.value_type) AS value_type, r.number, r.label, r.source,
        r.comment, make_timestamp(r.epoch_nanos // 1000) AS time, lower(r.target) AS target,
        %s AS trace_id, %s AS span_id, r.session_id, r.session_name, r.path, r.response_id,
        r.metadata
      FROM scores r\
      """
          .formatted(TRACE_ID.formatted("r"), SPAN_ID.formatted("r.span_id"));

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

  /** Table expressions of some views, to be put after {@link CurrentSessions}. */
  static String expressions(Set<String> names) {
    StringBuilder sql = new StringBuilder();
    names.stream()
        .sorted()
        .forEach(
            name ->
                sql.append(",\n")
                    .append(PREFIX)
                    .append(name)
                    .append(" AS (")
                    .append(ALL.get(name))
                    .append(")"));
    return sql.append('\n').toString();
  }
}
