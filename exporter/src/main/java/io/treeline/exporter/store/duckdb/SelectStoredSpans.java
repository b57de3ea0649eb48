package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.SpanKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Reads which spans of {@code batch_keys} are stored already. */
final class SelectStoredSpans {

  // Start times bound the scan: rows lie in about their order, and each block knows its range.
  private static final String SQL =
      """
      SELECT s.trace_id, s.span_id, s.session_id, s.end_epoch_nanos IS NOT NULL AS ended
      FROM spans s
      SEMI JOIN batch_keys k ON k.trace_id = s.trace_id AND k.span_id = s.span_id
      WHERE s.start_epoch_nanos BETWEEN %d AND %d
      """;

  /**
   * A span in the store.
   *
   * @param sessionId own session id
   */
  record Stored(boolean ended, @Nullable String sessionId) {}

  private SelectStoredSpans() {}

  static Map<SpanKey, Stored> run(DuckDBConnection connection, long firstStart, long lastStart)
      throws SQLException {
    Map<SpanKey, Stored> found = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(SQL.formatted(firstStart, lastStart))) {
      Row row = new Row(result);
      while (row.next()) {
        found.put(
            new SpanKey(row.traceId("trace_id"), row.spanId("span_id")),
            new Stored(row.isTrue("ended"), row.textOrNull("session_id")));
      }
    }
    return found;
  }
}
