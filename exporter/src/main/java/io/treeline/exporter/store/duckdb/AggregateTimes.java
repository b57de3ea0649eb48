package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Measures;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.RecoveryMeasures;
import io.treeline.exporter.model.SessionFindings;
import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.store.AggregateQuery;
import io.treeline.exporter.store.AggregateQuery.Group;
import io.treeline.exporter.store.AggregateQuery.Scope;
import io.treeline.exporter.store.AggregateRows;
import io.treeline.exporter.store.Measure;
import io.treeline.exporter.store.SessionFilter;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/**
 * How long spans of one kind took, over time: three columns of the spans, without what only other
 * measures need. Not for tools, of whose calls layers are left out.
 */
final class AggregateTimes {

  private static final String SQL =
      """
      , counted AS (
        SELECT %1$s AS bucket, s.end_epoch_nanos - s.start_epoch_nanos AS duration_nanos
        FROM spans s %2$s
        WHERE s.start_epoch_nanos >= %3$d AND s.start_epoch_nanos < %4$d AND %5$s
      )
      SELECT -3::BIGINT AS place, NULL::VARCHAR AS key, 0::BIGINT AS groups, %6$s AS whole,
        %7$s AS bucket, count(duration_nanos) AS duration_nanos_count,
        sum(duration_nanos) AS duration_nanos_sum,
        quantile_disc(duration_nanos, [0.5, 0.95, 0.99]) AS duration_nanos_quantiles
      FROM counted
      GROUP BY GROUPING SETS (%8$s)
      HAVING count(*) > 0
      """;

  private AggregateTimes() {}

  static boolean canAnswer(AggregateQuery query) {
    SessionFilter filter = query.filter();
    OperationKind kind = filter.operation();
    return query.measures().equals(Set.of(Measure.DURATION))
        && query.group() == Group.NONE
        && query.scope() == Scope.SPAN
        && kind != null
        && kind != OperationKind.TOOL
        && kind != OperationKind.MCP
        && filter.userId() == null
        && filter.properties().isEmpty()
        && filter.model() == null;
  }

  static AggregateRows run(DuckDBConnection connection, AggregateQuery query) throws SQLException {
    SessionFilter filter = query.filter();
    if (filter.content() != null) {
      ContentSessions.fill(connection, filter.content(), filter.range());
    }
    Conditions conditions = conditions(filter);
    boolean ofSession = Conditions.concernsSession(filter);
    boolean series = query.interval() != null;
    String sql =
        CurrentSessions.with(connection)
            + SQL.formatted(
                AggregateSpans.bucket(query.interval(), "s.start_epoch_nanos"),
                ofSession ? "JOIN traces t ON t.trace_id = s.trace_id" : "",
                filter.range().startEpochNanosInclusive(),
                filter.range().endEpochNanosExclusive(),
                conditions,
                series ? "grouping(bucket) = 1" : "true",
                series ? "bucket" : "NULL::BIGINT",
                series ? "(), (bucket)" : "()");
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      conditions.setParameters(statement, 1);
      try (ResultSet result = statement.executeQuery()) {
        return Aggregate.rows(new Row(result), AggregateTimes::read);
      }
    }
  }

  private static Conditions conditions(SessionFilter filter) {
    Conditions conditions = new Conditions();
    if (filter.operation() != null) {
      conditions.add("s.operation = ?", filter.operation().name());
    }
    if (filter.service() != null) {
      conditions.add("s.service = ?", filter.service());
    }
    if (filter.provider() != null) {
      conditions.add("s.provider = ?", filter.provider());
    }
    if (filter.tool() != null) {
      conditions.add("s.tool_name = ?", filter.tool());
    }
    if (filter.agent() != null) {
      conditions.add("s.agent_name = ?", filter.agent());
    }
    if (Conditions.concernsSession(filter)) {
      Conditions ofSession = new Conditions();
      ofSession.addOfSession(filter);
      conditions.addAll(
          Conditions.SESSION_OF_SPAN + " IN (SELECT session_id FROM current_session WHERE %s)",
          ofSession);
    }
    return conditions;
  }

  private static Measures read(Row row) throws SQLException {
    return new Measures(
        0,
        0,
        0,
        0,
        0,
        0,
        AggregateMeasures.durations(row),
        Measures.Times.NONE,
        TokenUsage.UNKNOWN,
        null,
        0,
        0,
        RecoveryMeasures.NONE,
        SessionFindings.NONE);
  }
}
