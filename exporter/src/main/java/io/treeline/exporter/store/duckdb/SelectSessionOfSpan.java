package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.SpanKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/** Reads which session a span belongs to. */
final class SelectSessionOfSpan {

  private static final String SQL =
      """
      SELECT s.session_id
      FROM spans s
      WHERE s.start_epoch_nanos BETWEEN %d AND %d AND s.trace_id = '%s'::UUID
        AND s.span_id = %s::UBIGINT
      """;

  private SelectSessionOfSpan() {}

  static Optional<String> run(DuckDBConnection connection, SpanKey key) throws SQLException {
    UUID traceId = Ids.trace(key.traceId());
    TraceState trace = SelectTraces.run(connection, Set.of(traceId)).get(traceId);
    if (trace == null) {
      return Optional.empty();
    }
    String sql =
        SQL.formatted(trace.firstStart(), trace.lastStart(), traceId, Ids.decimal(key.spanId()));
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      Row row = new Row(result);
      if (!row.next()) {
        return Optional.empty();
      }
      String own = row.textOrNull("session_id");
      return Optional.of(own != null ? own : trace.inheritedSessionId());
    }
  }
}
