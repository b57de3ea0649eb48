package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.store.AggregateQuery;
import io.treeline.exporter.store.AggregateQuery.Interval;
import io.treeline.exporter.store.AggregateQuery.Scope;
import io.treeline.exporter.store.ErrorText;
import io.treeline.exporter.store.SessionFilter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table expression {@code counted}: the spans that an aggregate counts, each with its key. */
final class AggregateSpans {

  /** {@code Operation.ownsUsage}. */
  static final String OWNS_USAGE =
      """
      (s.operation IN ('LLM', 'EMBEDDING', 'RERANKER') OR s.operation = 'AGENT'
        AND (s.input_tokens IS NOT NULL OR s.output_tokens IS NOT NULL OR s.cost_usd IS NOT NULL))\
      """;

  // What a span inherits from its session is certain only when the session has one value.
  private static final String USER =
      "coalesce(s.user_id, if(length(c.users) = 1, c.users[1], NULL))";
  // A layer whose usage is counted elsewhere is no call of its model.
  private static final String MODEL =
      "if(x.span IS NULL AND "
          + OWNS_USAGE
          + ", coalesce(s.response_model, s.request_model), NULL)";

  /** Spans of the traces that have one in the range, with the sessions they belong to. */
  static final String PLACED =
      """
      placed AS (
        SELECT s.*, coalesce(s.session_id, t.inherited) AS member_of
        FROM @spans AS s
        JOIN (
          SELECT trace_id AS of_trace, session_id AS inherited FROM @traces
          WHERE first_start_epoch_nanos < %2$d AND last_start_epoch_nanos >= %1$d
        ) AS t ON t.of_trace = s.trace_id
      )\
      """;

  private static final String TABLES =
      """
      ,
      chosen AS (
        SELECT f.session_id AS chosen_id, ifNull(f.name, f.derived_name) AS session_name,
          f.status AS session_status, f.users AS users, f.property_names AS property_names,
          f.property_values AS property_values
        FROM @sessions AS f
        WHERE %1$s
      ),
      above_error AS (
        SELECT DISTINCT member_of AS session, trace_id AS trace,
          assumeNotNull(parent_span_id) AS span
        FROM placed
        WHERE status = 'ERROR' AND parent_span_id IS NOT NULL AND parent_span_id <> span_id
      ),
      inside_tool AS (
        SELECT DISTINCT m.trace_id AS trace, m.span_id AS span
        FROM placed AS m
        JOIN (
          SELECT trace_id AS up_trace, span_id AS up_span, member_of AS up_member,
            tool_name AS up_tool
          FROM placed WHERE operation IN ('TOOL', 'MCP')
        ) AS p ON p.up_trace = m.trace_id AND p.up_span = m.parent_span_id
        WHERE m.operation IN ('TOOL', 'MCP') AND p.up_span <> m.span_id
          AND p.up_member = m.member_of AND (m.operation = 'MCP' OR m.tool_name = p.up_tool)
      ),
      suppressed AS (
        SELECT session_id AS session, trace, span FROM @sessions
        ARRAY JOIN suppressed_traces AS trace, suppressed_spans AS span
      ),
      judgement AS (
        SELECT o.session_id AS session, o.trace_id AS trace, o.span_id AS span,
          o.outcome AS outcome, o.next_step AS next_step,
          o.recovered_by_trace_id AS recovered_by_trace_id,
          o.recovered_by_span_id AS recovered_by_span_id, o.attempts AS attempts,
          o.recovery_nanos AS recovery_nanos, o.recovery_input_tokens AS recovery_input_tokens,
          o.recovery_output_tokens AS recovery_output_tokens,
          o.recovery_cost_usd AS recovery_cost_usd, o.redundant AS redundant
        FROM @span_outcomes AS o
        JOIN (SELECT session_id AS of_session, kept AS kept_last FROM @session_outcomes) AS k
          ON k.of_session = o.session_id AND k.kept_last = o.kept
      ),
      """;

  private static final String COUNTED =
      """
      counted AS (
        SELECT s.member_of AS session, s.trace_id AS trace, s.span_id AS span,
          toNullable(%1$s) AS key, %2$s AS bucket,
          if(x.span IS NULL, s.operation, 'OTHER') AS operation,
          s.operation IN ('TOOL', 'MCP') AND i.span IS NULL AS tool_call,
          s.status = 'ERROR' AND e.span IS NULL AS error_here, s.status = 'ERROR' AS failed,
          %3$s AND x.span IS NULL AS owns_usage, toInt128(s.input_tokens) AS input_tokens,
          toInt128(s.output_tokens) AS output_tokens,
          toInt128(s.cache_read_tokens) AS cache_read_tokens,
          toInt128(s.cache_write_tokens) AS cache_write_tokens,
          toInt128(s.reasoning_tokens) AS reasoning_tokens, s.cost_usd AS cost_usd,
          if(i.span IS NULL, toInt128(s.end_epoch_nanos) - s.start_epoch_nanos, NULL)
            AS duration_nanos,
          s.start_epoch_nanos AS start_epoch_nanos,
          toInt128(s.time_to_first_chunk_nanos) AS time_to_first_chunk_nanos,
          ifNull(startsWith(s.usage_source, 'estimated:'), false) AS estimated,
          s.status = 'ERROR' AND i.span IS NULL AND %4$s AS judged,
          i.span IS NULL AND ifNull(o.outcome = 'NOT_FOUND', false) AS not_found,
          i.span IS NULL AND ifNull(o.redundant, false) AS redundant, o.outcome AS outcome,
          o.next_step AS next_step, o.recovered_by_trace_id AS recovered_by_trace_id,
          o.recovered_by_span_id AS recovered_by_span_id, o.attempts AS attempts,
          toInt128(o.recovery_nanos) AS recovery_nanos,
          toInt128(o.recovery_input_tokens) AS recovery_input_tokens,
          toInt128(o.recovery_output_tokens) AS recovery_output_tokens,
          o.recovery_cost_usd AS recovery_cost_usd
        FROM placed AS s
        %5$s
        LEFT JOIN above_error AS e ON e.session = s.member_of AND e.trace = s.trace_id
          AND e.span = s.span_id
        LEFT JOIN suppressed AS x ON x.session = s.member_of AND x.trace = s.trace_id
          AND x.span = s.span_id
        LEFT JOIN inside_tool AS i ON i.trace = s.trace_id AND i.span = s.span_id
        LEFT JOIN judgement AS o ON o.session = s.member_of AND o.trace = s.trace_id
          AND o.span = s.span_id
        WHERE s.start_epoch_nanos >= %6$d AND s.start_epoch_nanos < %7$d AND
      """;

  private final Tables tables;
  private final AggregateQuery query;
  private final SessionConditions ofSession;
  private final StringBuilder ofSpan = new StringBuilder("true");
  private final String derived;

  /**
   * Prepares it.
   *
   * @param byContent sessions whose content matches; null when the filter does not ask
   * @param derived table expression with what was derived of spans; empty when nothing is asked for
   */
  AggregateSpans(
      Tables tables, AggregateQuery query, @Nullable Set<String> byContent, String derived) {
    this.tables = tables;
    this.query = query;
    this.derived = derived;
    this.ofSession = new SessionConditions(tables);
    SessionFilter filter = query.filter();
    ofSession.addOfSession(filter, byContent);
    if (query.scope() == Scope.SESSION) {
      ofSession.addOfAnySpan(filter);
    } else {
      addOfSpan(filter);
    }
  }

  /** To be put before a statement on {@code counted}. */
  String sql() {
    long start = query.filter().range().startEpochNanosInclusive();
    long end = query.filter().range().endEpochNanosExclusive();
    // Conditions come last and are not formatted: what they hold is not ours.
    return "WITH "
        + tables.in(PLACED).formatted(start, end)
        + tables.in(TABLES).formatted(ofSession)
        + (derived.isEmpty() ? "" : derived + ",\n")
        + COUNTED.formatted(
            key(),
            bucket(),
            OWNS_USAGE,
            query.judgesEachSpan() ? "true" : "e.span IS NULL",
            joins(),
            start,
            end)
        + ofSpan
        + ")\n";
  }

  private String joins() {
    return "JOIN chosen AS c ON c.chosen_id = s.member_of\n"
        + (!derived.isEmpty()
            ? "LEFT JOIN derived AS d ON d.trace = s.trace_id AND d.span = s.span_id\n"
            : "");
  }

  private String key() {
    return switch (query.group()) {
      case NONE -> "CAST(NULL AS Nullable(String))";
      case SESSION -> "s.member_of";
      case NAME -> "c.session_name";
      case STATUS -> "lower(toString(c.session_status))";
      case PATH -> "coalesce(toString(s.path), d.value)";
      case SERVICE -> "toString(s.service)";
      case OPERATION -> "lower(toString(s.operation))";
      case PROVIDER -> "toString(s.provider)";
      case MODEL -> "toString(" + MODEL + ")";
      case TOOL -> "toString(s.tool_name)";
      case AGENT -> "toString(s.agent_name)";
      case ERROR -> error();
      case ARGUMENTS ->
          "if(s.tool_arguments_hash IS NULL, NULL,"
              + " replaceRegexpOne(lower(hex(assumeNotNull(s.tool_arguments_hash))), '^0+(.)',"
              + " '\\\\1'))";
      case FINISH_REASON ->
          "nullIf(arrayStringConcat(arrayMap(r -> toString(r), s.finish_reasons), ', '), '')";
      case IN_AGENT, AGENT_EDGE -> "d.value";
      case USER -> USER;
      case PROPERTY -> property(String.valueOf(query.property()));
    };
  }

  private static String error() {
    return "if(s.status = 'ERROR', replaceRegexpAll(replaceRegexpAll(leftUTF8(splitByChar('\\n', coalesce(nullIf(s.status_message, ''), toString(s.error_type)))[1], %d), %s, %s), %s, %s), NULL)"
        .formatted(
            ErrorText.MOST_CHARS,
            Sql.text(ErrorText.QUOTED),
            Sql.text(ErrorText.TEXT),
            Sql.text(ErrorText.IDS),
            Sql.text(ErrorText.NUMBER));
  }

  private static String property(String name) {
    String text = Sql.text(name);
    return "coalesce(if(mapContains(s.properties, "
        + text
        + "), s.properties["
        + text
        + "], NULL), if(arrayCount(n -> n = "
        + text
        + ", c.property_names) = 1, c.property_values[indexOf(c.property_names, "
        + text
        + ")], NULL))";
  }

  private String bucket() {
    Interval interval = query.interval();
    if (interval == null) {
      return "toInt64(0)";
    }
    // The remainder of a time before the origin is negative.
    String since = "(toInt128(s.start_epoch_nanos) - %d)".formatted(interval.originEpochNanos());
    String rest = "((modulo(%1$s, %2$d) + %2$d) %% %2$d)".formatted(since, interval.nanos());
    return "toInt64(s.start_epoch_nanos - " + rest + ")";
  }

  private void addOfSpan(SessionFilter filter) {
    is(USER, filter.userId());
    filter.properties().forEach((name, value) -> is(property(name), value));
    is("s.service", filter.service());
    is("s.provider", filter.provider());
    is(MODEL, filter.model());
    is("s.tool_name", filter.tool());
    is("s.agent_name", filter.agent());
    is("s.operation", filter.operation() == null ? null : filter.operation().name());
  }

  private void is(String expression, @Nullable String value) {
    if (value != null) {
      ofSpan.append(" AND ").append(expression).append(" = ").append(Sql.text(value));
    }
  }
}
