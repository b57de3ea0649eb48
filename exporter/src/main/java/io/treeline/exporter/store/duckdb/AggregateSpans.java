package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.AggregateQuery;
import io.treeline.exporter.store.AggregateQuery.Interval;
import io.treeline.exporter.store.AggregateQuery.Scope;
import io.treeline.exporter.store.SessionFilter;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The table expression {@code counted}: the spans that an aggregate counts, each with its key. To
 * be put after {@link CurrentSessions}.
 */
final class AggregateSpans {

  // What a span inherits from its session is certain only when the session has one value.
  private static final String USER =
      "coalesce(s.user_id, CASE WHEN len(c.users) = 1 THEN c.users[1] END)";
  // A layer whose usage is counted elsewhere is no call of its model.
  private static final String MODEL =
      "CASE WHEN x.span_id IS NULL THEN " + Conditions.MODEL + " END";
  private static final String PROPERTY =
      """
      coalesce(s.properties[?], CASE WHEN len([p.value FOR p IN c.properties IF p.name = ?]) = 1
          THEN [p.value FOR p IN c.properties IF p.name = ?][1] END)\
      """;

  private static final String SQL =
      """
          , chosen_session AS (
            SELECT session_id, coalesce(name, derived_name) AS session_name, status, users, properties
            FROM current_session
            WHERE %1$s
          ),
          placed_span AS (
            SELECT s.*, %2$s AS member_of
            FROM spans s JOIN traces t ON t.trace_id = s.trace_id
            WHERE s.start_epoch_nanos BETWEEN %3$d AND %4$d
          ),
          above_error AS (
            SELECT DISTINCT member_of, trace_id, parent_span_id AS span_id
            FROM placed_span
            WHERE status = 'ERROR' AND parent_span_id <> span_id
          ),
          inside_tool AS (
            SELECT DISTINCT m.trace_id, m.span_id
            FROM placed_span m
            JOIN placed_span p ON p.trace_id = m.trace_id AND p.span_id = m.parent_span_id
              AND p.span_id <> m.span_id AND p.member_of = m.member_of
            WHERE m.operation IN ('TOOL', 'MCP') AND p.operation IN ('TOOL', 'MCP')
              AND (m.operation = 'MCP' OR m.tool_name = p.tool_name)
          ),
      %13$s    counted AS MATERIALIZED (
            SELECT s.member_of AS session_id, s.trace_id, s.span_id, (%5$s)::VARCHAR AS key,
              %6$s AS bucket,
              CASE WHEN x.span_id IS NULL THEN s.operation ELSE 'OTHER' END AS operation,
              s.operation IN ('TOOL', 'MCP') AND i.span_id IS NULL AS tool_call,
              s.status = 'ERROR' AND e.span_id IS NULL AS error_here, s.status = 'ERROR' AS failed,
              %7$s AND x.span_id IS NULL AS owns_usage, s.input_tokens, s.output_tokens,
              s.cache_read_tokens,
              s.cache_write_tokens, s.reasoning_tokens, s.cost_usd,
              CASE WHEN i.span_id IS NULL
                THEN TRY_CAST(s.end_epoch_nanos::HUGEINT - s.start_epoch_nanos AS BIGINT) END
                AS duration_nanos,
              s.start_epoch_nanos, s.time_to_first_chunk_nanos,
              coalesce(s.usage_source LIKE 'estimated:%%', false) AS estimated,
              s.status = 'ERROR' AND i.span_id IS NULL AND %12$s AS judged,
              i.span_id IS NULL AND o.outcome = 'NOT_FOUND' AS not_found,
              i.span_id IS NULL AND coalesce(o.redundant, false) AS redundant,
              o.outcome, o.next_step
            FROM placed_span s
            %8$s
            LEFT JOIN above_error e ON e.member_of = s.member_of AND e.trace_id = s.trace_id
              AND e.span_id = s.span_id
            LEFT JOIN current_suppressed x ON x.session_id = s.member_of
              AND x.trace_id = s.trace_id AND x.span_id = s.span_id
            LEFT JOIN inside_tool i ON i.trace_id = s.trace_id AND i.span_id = s.span_id
            LEFT JOIN span_outcomes o ON o.session_id = s.member_of AND o.trace_id = s.trace_id
              AND o.span_id = s.span_id
            WHERE s.start_epoch_nanos >= %9$d AND s.start_epoch_nanos < %10$d AND %11$s
          )
      """;

  private final AggregateQuery query;
  private final SelectBounds.Bounds bounds;
  private final Conditions ofSession = new Conditions();
  private final Conditions ofSpan = new Conditions();

  AggregateSpans(AggregateQuery query, SelectBounds.Bounds bounds) {
    this.query = query;
    this.bounds = bounds;
    SessionFilter filter = query.filter();
    ofSession.addOfSession(filter);
    if (query.scope() == Scope.SESSION) {
      ofSession.addOfAnySpan(filter);
    } else {
      addOfSpan(filter);
    }
  }

  String sql() {
    SessionFilter filter = query.filter();
    return SQL.formatted(
        ofSession,
        Conditions.SESSION_OF_SPAN,
        bounds.firstStart(),
        bounds.lastStart(),
        key(),
        bucket(),
        Conditions.OWNS_USAGE,
        joins(),
        filter.range().startEpochNanosInclusive(),
        filter.range().endEpochNanosExclusive(),
        ofSpan,
        query.judgesEachSpan() ? "true" : "e.span_id IS NULL",
        climbs() ? RunsInAgents.expression(query.group() == AggregateQuery.Group.AGENT_EDGE) : "");
  }

  /** Answers the number of the parameter after these. */
  int setParameters(PreparedStatement statement) throws SQLException {
    ofSession.setParameters(statement, 1);
    int next = ofSession.count() + 1;
    if (query.property() != null) {
      for (int i = 0; i < 3; i++) {
        statement.setString(next++, query.property());
      }
    }
    ofSpan.setParameters(statement, next);
    return next + ofSpan.count();
  }

  private String joins() {
    SessionFilter filter = query.filter();
    boolean session =
        query.scope() == Scope.SESSION
            || Conditions.concernsSession(filter)
            || filter.userId() != null
            || !filter.properties().isEmpty()
            || switch (query.group()) {
              case NAME, STATUS, USER, PROPERTY -> true;
              default -> false;
            };
    return (session ? "JOIN chosen_session c ON c.session_id = s.member_of\n" : "")
        + (query.group() == AggregateQuery.Group.PATH
            ? "LEFT JOIN derived_paths d ON d.trace_id = s.trace_id AND d.span_id = s.span_id\n"
            : "")
        + (climbs() ? RunsInAgents.JOIN : "");
  }

  private boolean climbs() {
    return query.group() == AggregateQuery.Group.AGENT_EDGE
        || query.group() == AggregateQuery.Group.IN_AGENT;
  }

  private String key() {
    return switch (query.group()) {
      case NONE -> "NULL";
      case SESSION -> "s.member_of";
      case NAME -> "c.session_name";
      case STATUS -> "lower(c.status)";
      case PATH -> DerivedPaths.PATH;
      case SERVICE -> "s.service";
      case OPERATION -> "lower(s.operation)";
      case PROVIDER -> "s.provider";
      case MODEL -> MODEL;
      case TOOL -> "s.tool_name";
      case AGENT -> "s.agent_name";
      case ERROR -> ErrorTexts.KEY;
      case ARGUMENTS -> "lower(to_hex(s.tool_arguments_hash))";
      case FINISH_REASON -> "nullif(array_to_string(s.finish_reasons, ', '), '')";
      case IN_AGENT -> RunsInAgents.AGENT;
      case AGENT_EDGE -> RunsInAgents.EDGE;
      case USER -> USER;
      case PROPERTY -> PROPERTY;
    };
  }

  private String bucket() {
    return bucket(query.interval(), "s.start_epoch_nanos");
  }

  /** Start of the bucket that holds the time in a column; null without an interval. */
  static String bucket(@Nullable Interval interval, String time) {
    if (interval == null) {
      return "NULL::BIGINT";
    }
    // The remainder of a time before the origin is negative.
    String since = "(%s::HUGEINT - %d)".formatted(time, interval.originEpochNanos());
    String rest = "((%1$s %% %2$d + %2$d) %% %2$d)".formatted(since, interval.nanos());
    return "(" + time + " - " + rest + ")::BIGINT";
  }

  private void addOfSpan(SessionFilter filter) {
    if (filter.userId() != null) {
      ofSpan.add(USER + " = ?", filter.userId());
    }
    for (Map.Entry<String, String> property : filter.properties().entrySet()) {
      String name = property.getKey();
      ofSpan.add(PROPERTY + " = ?", name, name, name, property.getValue());
    }
    if (filter.service() != null) {
      ofSpan.add("s.service = ?", filter.service());
    }
    if (filter.provider() != null) {
      ofSpan.add("s.provider = ?", filter.provider());
    }
    if (filter.model() != null) {
      ofSpan.add(MODEL + " = ?", filter.model());
    }
    if (filter.tool() != null) {
      ofSpan.add("s.tool_name = ?", filter.tool());
    }
    if (filter.agent() != null) {
      ofSpan.add("s.agent_name = ?", filter.agent());
    }
    if (filter.operation() != null) {
      ofSpan.add("s.operation = ?", filter.operation().name());
    }
  }
}
