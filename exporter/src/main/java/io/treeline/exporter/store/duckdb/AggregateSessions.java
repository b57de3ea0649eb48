package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Measures;
import io.treeline.exporter.model.RecoveryMeasures;
import io.treeline.exporter.model.SessionFindings;
import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.store.AggregateQuery;
import io.treeline.exporter.store.AggregateQuery.Interval;
import io.treeline.exporter.store.AggregateQuery.Scope;
import io.treeline.exporter.store.AggregateRows;
import io.treeline.exporter.store.Measure;
import io.treeline.exporter.store.SessionFilter;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that sessions have already, by what a session has one value of: added up from the
 * sessions that lie in the range, and in one bucket, as a whole. Only spans of those that the range
 * or a bucket cuts are read.
 */
final class AggregateSessions {

  private static final Set<Measure> MEASURES =
      EnumSet.of(Measure.SESSIONS, Measure.SPANS, Measure.ERRORS, Measure.COST);

  private static final String CUT_SESSIONS = "SELECT session_id FROM candidate WHERE NOT whole";

  // A session counts once in its group and once in each bucket, though it has a piece in each.
  private static final String SQL =
      """
      , candidate AS MATERIALIZED (
        SELECT session_id, %1$s AS key, spans, errors, cost_usd, %2$s AS bucket,
          start_epoch_nanos >= %3$d AND seen_until_epoch_nanos < %4$d AND %5$s AS whole
        FROM current_session
        WHERE start_epoch_nanos < %4$d AND seen_until_epoch_nanos >= %3$d AND %6$s
      ),
      cut AS MATERIALIZED (%7$s),
      cut_span AS MATERIALIZED (
        SELECT %8$s AS member_of, s.trace_id, s.span_id, s.parent_span_id, s.status,
          s.start_epoch_nanos, CASE WHEN %9$s THEN s.cost_usd END AS cost_usd
        FROM spans s JOIN traces t ON t.trace_id = s.trace_id
        WHERE s.trace_id IN (SELECT trace_id FROM session_traces
            WHERE session_id IN (SELECT session_id FROM cut))
          AND %8$s IN (SELECT session_id FROM cut)
      ),
      above_error AS (
        SELECT DISTINCT member_of, trace_id, parent_span_id AS span_id
        FROM cut_span
        WHERE status = 'ERROR' AND parent_span_id <> span_id
      ),
      cut_piece AS (
        SELECT s.member_of AS session_id, %10$s AS bucket, count(*) AS spans,
          count_if(s.status = 'ERROR' AND e.span_id IS NULL) AS errors,
          sum(CASE WHEN x.span_id IS NULL THEN s.cost_usd END) AS cost_usd
        FROM cut_span s
        LEFT JOIN above_error e ON e.member_of = s.member_of AND e.trace_id = s.trace_id
          AND e.span_id = s.span_id
        LEFT JOIN current_suppressed x ON x.session_id = s.member_of
          AND x.trace_id = s.trace_id AND x.span_id = s.span_id
        WHERE s.start_epoch_nanos >= %3$d AND s.start_epoch_nanos < %4$d
        GROUP BY ALL
      ),
      piece AS MATERIALIZED (
        SELECT key, bucket, 1 AS first_piece, spans, errors, cost_usd FROM candidate WHERE whole
        UNION ALL
        SELECT c.key, p.bucket,
          (row_number() OVER (PARTITION BY c.session_id ORDER BY p.bucket) = 1)::INTEGER,
          p.spans, p.errors, p.cost_usd
        FROM cut_piece p JOIN candidate c ON c.session_id = p.session_id
      ),
      ranked_group AS MATERIALIZED (
        SELECT key, row_number() OVER (ORDER BY %11$s NULLS LAST, key ASC) - 1 AS rank
        FROM piece WHERE key IS NOT NULL GROUP BY key
      ),
      placed_piece AS (%12$s)
      SELECT m.*, r.key, greatest(0, (SELECT count(*) FROM ranked_group) - %13$d) AS groups
      FROM (
        SELECT CASE WHEN grouping(place) = 1 THEN -3 ELSE place END AS place,
          %14$s AS whole, %15$s AS bucket,
          CASE WHEN %14$s THEN sum(first_piece) ELSE count(*) END::BIGINT AS sessions,
          sum(spans)::BIGINT AS spans, sum(errors)::BIGINT AS errors, sum(cost_usd) AS cost_usd
        FROM placed_piece
        GROUP BY GROUPING SETS (%16$s)
        HAVING (grouping(place) = 1 OR place IS NOT NULL) AND count(*) > 0
      ) m
      LEFT JOIN ranked_group r ON r.rank = m.place
      """;

  private AggregateSessions() {}

  static boolean canAnswer(AggregateQuery query) {
    return query.scope() == Scope.SESSION
        && MEASURES.containsAll(query.measures())
        && switch (query.group()) {
          case NONE, SESSION, NAME, STATUS -> true;
          default -> false;
        }
        && sort(query) != null;
  }

  static AggregateRows run(DuckDBConnection connection, AggregateQuery query) throws SQLException {
    SessionFilter filter = query.filter();
    if (filter.content() != null) {
      ContentSessions.fill(connection, filter.content(), filter.range());
    }
    Conditions conditions = new Conditions();
    conditions.addOfSession(filter);
    conditions.addOfAnySpan(filter);
    String sql = CurrentSessions.with(connection) + sql(query, conditions);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      conditions.setParameters(statement, 1);
      try (ResultSet result = statement.executeQuery()) {
        return Aggregate.rows(new Row(result), AggregateSessions::read);
      }
    }
  }

  private static String sql(AggregateQuery query, Conditions conditions) {
    Interval interval = query.interval();
    boolean series = interval != null;
    String start = AggregateSpans.bucket(interval, "start_epoch_nanos");
    return SQL.formatted(
        key(query),
        start,
        query.filter().range().startEpochNanosInclusive(),
        query.filter().range().endEpochNanosExclusive(),
        series ? start + " = " + AggregateSpans.bucket(interval, "seen_until_epoch_nanos") : "true",
        conditions,
        CUT_SESSIONS,
        Conditions.SESSION_OF_SPAN,
        Conditions.OWNS_USAGE,
        AggregateSpans.bucket(interval, "s.start_epoch_nanos"),
        sort(query) + (query.descending() ? " DESC" : " ASC"),
        placed(query),
        query.limit(),
        series ? "grouping(bucket) = 1" : "true",
        series ? "bucket" : "NULL::BIGINT",
        series ? "(), (bucket), (place), (place, bucket)" : "(), (place)");
  }

  private static String key(AggregateQuery query) {
    return switch (query.group()) {
      case SESSION -> "session_id";
      case NAME -> "coalesce(name, derived_name)";
      case STATUS -> "lower(status)";
      default -> "NULL::VARCHAR";
    };
  }

  private static String placed(AggregateQuery query) {
    return query.group() == AggregateQuery.Group.NONE
        ? "SELECT *, NULL::BIGINT AS place FROM piece"
        : """
        SELECT n.*, CASE WHEN n.key IS NULL THEN -2 WHEN r.rank < %d THEN r.rank ELSE -1 END AS place
        FROM piece n LEFT JOIN ranked_group r ON r.key = n.key\
        """
            .formatted(query.limit());
  }

  /** Null for what sessions do not have. */
  private static @Nullable String sort(AggregateQuery query) {
    return switch (query.sort()) {
      case KEY -> "key";
      case SESSIONS -> "sum(first_piece)";
      case SPANS -> "sum(spans)";
      case ERRORS -> "sum(errors)";
      case COST -> "sum(cost_usd)";
      default -> null;
    };
  }

  private static Measures read(Row row) throws SQLException {
    return new Measures(
        row.number("sessions"),
        row.number("spans"),
        0,
        0,
        row.number("errors"),
        0,
        Measures.Times.NONE,
        Measures.Times.NONE,
        TokenUsage.UNKNOWN,
        row.decimalOrNull("cost_usd"),
        0,
        0,
        RecoveryMeasures.NONE,
        SessionFindings.NONE);
  }
}
