package io.treeline.exporter.store.duckdb;

import java.sql.SQLException;
import org.duckdb.DuckDBConnection;

/**
 * The query that works out sessions' numbers from their spans, as {@link
 * io.treeline.exporter.store.SessionRow} defines them. Nothing else does.
 */
final class SummarizeSessions {

  /** The columns of {@code sessions} that this query makes. */
  static final String COLUMNS =
      """
      session_id, session_id_source, name, derived_name, start_epoch_nanos, end_epoch_nanos,
        seen_until_epoch_nanos, active_nanos, status, spans, llm_calls, tool_calls, errors,
        input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens,
        cost_usd, unpriced_calls, estimated_calls, models, users, services, properties,
        providers, tools, agents, operations\
      """;

  private static final String MEMBERS =
      """
      WITH RECURSIVE wanted AS (%s),
      member AS MATERIALIZED (
        SELECT s.trace_id, s.span_id, s.parent_span_id, s.name, s.start_epoch_nanos,
          s.end_epoch_nanos, coalesce(s.end_epoch_nanos, s.start_epoch_nanos) AS seen_until,
          s.status, s.service, s.session_name, s.user_id, s.properties, s.operation,
          coalesce(s.response_model, s.request_model) AS model, s.agent_name, s.tool_name,
          s.provider,
          s.input_tokens,
          s.output_tokens, s.cache_read_tokens, s.cache_write_tokens, s.reasoning_tokens,
          s.cost_usd, coalesce(s.usage_source LIKE 'estimated:%%', false) AS estimated,
          %s AS owns_usage,
          2 * ((s.input_tokens IS NOT NULL)::INTEGER + (s.output_tokens IS NOT NULL)::INTEGER
            + (s.cost_usd IS NOT NULL)::INTEGER)
            + (s.cache_read_tokens IS NOT NULL OR s.cache_write_tokens IS NOT NULL)::INTEGER
            AS level,
          %s AS session_id,
          CASE coalesce(s.session_id_source, t.session_id_source, 'TRACE')
            WHEN 'OWN_KEY' THEN '0_OWN_KEY' WHEN 'SESSION_KEY' THEN '1_SESSION_KEY'
            WHEN 'CONVERSATION' THEN '2_CONVERSATION' ELSE '3_TRACE' END AS source
        FROM spans s
        JOIN traces t ON t.trace_id = s.trace_id
        WHERE s.start_epoch_nanos BETWEEN %d AND %d
          AND s.trace_id IN (
            SELECT st.trace_id FROM session_traces st
            WHERE st.session_id IN (SELECT session_id FROM wanted))
          AND %s IN (SELECT session_id FROM wanted)
      ),
      """;

  // A span's part of the active time is what lies beyond everything that started before it.
  // HUGEINT, least() and TRY_CAST: one sender's absurd numbers must not make a whole list
  // unreadable. A sum of tokens beyond 64 bits becomes unknown.
  private static final String NUMBERS =
      """
      parent_in_error AS (
        SELECT DISTINCT session_id, trace_id, parent_span_id AS span_id
        FROM member
        WHERE status = 'ERROR' AND parent_span_id <> span_id
      ),
      placed AS (
        SELECT m.*, p.span_id IS NULL AS top_most,
          m.operation IN ('TOOL', 'MCP') AND (p.operation IS NULL
            OR p.operation NOT IN ('TOOL', 'MCP')
            OR (m.operation = 'TOOL' AND (m.tool_name IS NULL OR p.tool_name IS NULL
              OR m.tool_name <> p.tool_name))) AS tool_call,
          x.span_id IS NULL AS counts,
          m.status = 'ERROR' AND e.span_id IS NULL AS error_here,
          greatest(0, m.seen_until::HUGEINT - greatest(m.start_epoch_nanos, coalesce(
            max(m.seen_until) OVER (PARTITION BY m.session_id
              ORDER BY m.start_epoch_nanos, m.trace_id, m.span_id
              ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), m.start_epoch_nanos)))
            AS active_nanos
        FROM member m
        LEFT JOIN member p ON p.session_id = m.session_id AND p.trace_id = m.trace_id
          AND p.span_id = m.parent_span_id AND p.span_id <> m.span_id
        LEFT JOIN parent_in_error e ON e.session_id = m.session_id AND e.trace_id = m.trace_id
          AND e.span_id = m.span_id
        LEFT JOIN suppressed x ON x.session_id = m.session_id AND x.trace_id = m.trace_id
          AND x.span_id = m.span_id
      ),
      property AS (
        SELECT session_id,
          list(DISTINCT struct_pack(name := entry.key, value := entry.value)) AS properties
        FROM (SELECT session_id, unnest(map_entries(properties)) AS entry FROM member)
        GROUP BY session_id
      ),
      number AS (
        SELECT session_id,
          substr(min(source), 3) AS session_id_source,
          first(session_name ORDER BY start_epoch_nanos, trace_id, span_id)
            FILTER (session_name IS NOT NULL) AS name,
          coalesce(
            first(coalesce(agent_name, name)
              ORDER BY start_epoch_nanos, top_most DESC, trace_id, span_id)
              FILTER (operation = 'AGENT'),
            first(name ORDER BY top_most DESC, start_epoch_nanos, trace_id, span_id))
            AS derived_name,
          min(start_epoch_nanos) AS start_epoch_nanos,
          max(end_epoch_nanos) AS end_epoch_nanos,
          max(seen_until) AS seen_until_epoch_nanos,
          least(sum(active_nanos), 9223372036854775807)::BIGINT AS active_nanos,
          CASE WHEN count(*) FILTER (status = 'ERROR') = 0 THEN 'OK'
            WHEN last(status ORDER BY top_most, end_epoch_nanos NULLS FIRST, start_epoch_nanos,
              span_id, trace_id) = 'ERROR' THEN 'ERROR'
            ELSE 'RECOVERED' END AS status,
          count(*) AS spans,
          count(*) FILTER (operation = 'LLM' AND counts) AS llm_calls,
          count(*) FILTER (tool_call) AS tool_calls,
          count(*) FILTER (error_here) AS errors,
          TRY_CAST(sum(input_tokens) FILTER (owns_usage AND counts) AS BIGINT) AS input_tokens,
          TRY_CAST(sum(output_tokens) FILTER (owns_usage AND counts) AS BIGINT) AS output_tokens,
          TRY_CAST(sum(cache_read_tokens) FILTER (owns_usage AND counts) AS BIGINT) AS cache_read_tokens,
          TRY_CAST(sum(cache_write_tokens) FILTER (owns_usage AND counts) AS BIGINT) AS cache_write_tokens,
          TRY_CAST(sum(reasoning_tokens) FILTER (owns_usage AND counts) AS BIGINT) AS reasoning_tokens,
          sum(cost_usd) FILTER (owns_usage AND counts) AS cost_usd,
          count(*) FILTER (owns_usage AND operation <> 'RERANKER' AND counts AND cost_usd IS NULL)
            AS unpriced_calls,
          count(*) FILTER (owns_usage AND counts AND estimated) AS estimated_calls,
          coalesce(list(DISTINCT model) FILTER (owns_usage AND counts AND model IS NOT NULL), [])
            AS models,
          coalesce(list(DISTINCT user_id) FILTER (user_id IS NOT NULL), []) AS users,
          list(DISTINCT service) AS services,
          coalesce(list(DISTINCT provider) FILTER (provider IS NOT NULL), []) AS providers,
          coalesce(list(DISTINCT tool_name) FILTER (tool_name IS NOT NULL), []) AS tools,
          coalesce(list(DISTINCT agent_name) FILTER (agent_name IS NOT NULL), []) AS agents,
          list(DISTINCT operation) AS operations
        FROM placed
        GROUP BY session_id
      ),
      summary AS (
        SELECT n.*, coalesce(p.properties, []) AS properties
        FROM number n LEFT JOIN property p USING (session_id)
      )
      """;

  private SummarizeSessions() {}

  /**
   * Common table expressions {@code wanted}, {@code member}, {@code suppressed} and {@code
   * summary}, to put before a statement. Looks at the caller's snapshot.
   *
   * @param wanted query for the sessions, with one column {@code session_id}
   * @param bounds no span of a trace that may belong to them starts outside
   * @param parameters those of {@code wanted}
   */
  static String with(
      DuckDBConnection connection, String wanted, SelectBounds.Bounds bounds, String... parameters)
      throws SQLException {
    return MEMBERS.formatted(
            wanted,
            Conditions.OWNS_USAGE,
            Conditions.SESSION_OF_SPAN,
            bounds.firstStart(),
            bounds.lastStart(),
            Conditions.SESSION_OF_SPAN)
        + SuppressUsage.expressions(connection, wanted, bounds, parameters)
        + NUMBERS;
  }
}
