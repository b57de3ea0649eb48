package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.SessionIdSource;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.duckdb.DuckDBConnection;

/** Works out a trace's state anew from all of its stored spans. */
final class SelectTraceSpans {

  private static final String SQL =
      """
      SELECT span_id, parent_span_id IS NULL AS is_root, start_epoch_nanos, session_id,
        session_id_source
      FROM spans
      WHERE trace_id = '%s'::UUID AND start_epoch_nanos BETWEEN %d AND %d
        AND (parent_span_id IS NULL OR session_id IS NOT NULL)
      """;

  private SelectTraceSpans() {}

  static TraceState run(DuckDBConnection connection, TraceState old) throws SQLException {
    TraceState state = TraceState.empty(old.traceId(), old.firstStart(), old.lastStart());
    String sql = SQL.formatted(old.traceId(), old.firstStart(), old.lastStart());
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      Row row = new Row(result);
      while (row.next()) {
        BigInteger spanId = Objects.requireNonNull(row.unsignedOrNull("span_id"));
        String source = row.textOrNull("session_id_source");
        state =
            state.plus(
                new TraceState.Candidate(
                    spanId.longValue(),
                    row.number("start_epoch_nanos"),
                    row.textOrNull("session_id"),
                    source == null ? null : SessionIdSource.valueOf(source)),
                row.isTrue("is_root"));
      }
    }
    return state;
  }
}
