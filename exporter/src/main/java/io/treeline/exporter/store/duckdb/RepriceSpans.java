package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.SpanCost;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/** Gives stored spans other costs. */
final class RepriceSpans {

  private static final String COSTS =
      """
      CREATE OR REPLACE TEMP TABLE new_costs
        (trace_id UUID, span_id UBIGINT, cost_usd DECIMAL(38, 18), cost_source VARCHAR)
      """;

  private static final String INSERT =
      "INSERT INTO new_costs VALUES (?::UUID, ?::UBIGINT, ?::DECIMAL(38, 18), ?)";

  private static final String UPDATE =
      """
      UPDATE spans SET cost_usd = c.cost_usd, cost_source = c.cost_source
      FROM new_costs c
      WHERE spans.trace_id = c.trace_id AND spans.span_id = c.span_id
        AND spans.start_epoch_nanos BETWEEN %d AND %d
      """;

  private static final String SESSIONS =
      """
      SELECT DISTINCT %s AS session_id
      FROM spans s
      JOIN traces t ON t.trace_id = s.trace_id
      JOIN new_costs c ON c.trace_id = s.trace_id AND c.span_id = s.span_id
      WHERE s.start_epoch_nanos BETWEEN %d AND %d
      """;

  private RepriceSpans() {}

  /**
   * Inside the caller's transaction.
   *
   * @return the sessions of the spans
   */
  static Set<String> run(DuckDBConnection connection, List<SpanCost> costs) throws SQLException {
    Collection<TraceState> traces =
        SelectTraces.run(
                connection,
                costs.stream()
                    .map(cost -> Ids.trace(cost.key().traceId()))
                    .collect(Collectors.toSet()))
            .values();
    if (traces.isEmpty()) {
      return Set.of();
    }
    long first = traces.stream().mapToLong(TraceState::firstStart).min().orElseThrow();
    long last = traces.stream().mapToLong(TraceState::lastStart).max().orElseThrow();
    Set<String> sessions = new HashSet<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute(COSTS);
      insert(connection, costs);
      statement.execute(UPDATE.formatted(first, last));
      try (ResultSet result =
          statement.executeQuery(SESSIONS.formatted(Conditions.SESSION_OF_SPAN, first, last))) {
        Row row = new Row(result);
        while (row.next()) {
          sessions.add(row.text("session_id"));
        }
      }
      statement.execute("DROP TABLE new_costs");
    }
    return sessions;
  }

  private static void insert(DuckDBConnection connection, List<SpanCost> costs)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      for (SpanCost cost : costs) {
        BigDecimal usd = cost.usd();
        statement.setString(1, Ids.trace(cost.key().traceId()).toString());
        statement.setString(2, Ids.decimal(cost.key().spanId()));
        statement.setString(3, usd == null ? null : usd.toPlainString());
        statement.setString(4, cost.source());
        statement.execute();
      }
    }
  }
}
